using Certificates.Core.Register.StatusLists;

namespace Certificates.Core.Verifying;

/// <summary>The status list as everybody may read it. It is believed for its signature, so the site hands on what it finds.</summary>
public sealed class PublishedStatusList
{
    private readonly StatusListStore _store;

    internal PublishedStatusList(StatusListStore store) => _store = store;

    /// <summary>The list signed last; null before the first.</summary>
    /// <exception cref="System.Data.Common.DbException">The register cannot be asked.</exception>
    public Task<byte[]?> ReadAsync(CancellationToken cancellationToken) => _store.BodyAsync(cancellationToken);
}
