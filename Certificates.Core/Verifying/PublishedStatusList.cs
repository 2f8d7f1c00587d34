using Certificates.Core.Register.StatusLists;

namespace Certificates.Core.Verifying;

/// <summary>
/// The status lists as everybody may read them. They are believed for their signatures, so the site hands on what it finds.
/// </summary>
public sealed class PublishedStatusList
{
    private readonly StatusListStore _store;
    private readonly CredentialListStore _ofCredentials;

    internal PublishedStatusList(StatusListStore store, CredentialListStore ofCredentials) =>
        (_store, _ofCredentials) = (store, ofCredentials);

    /// <summary>The list signed last; null before the first.</summary>
    /// <exception cref="System.Data.Common.DbException">The register cannot be asked.</exception>
    public Task<byte[]?> ReadAsync(CancellationToken cancellationToken) => _store.BodyAsync(cancellationToken);

    /// <summary>A status list of open credentials, a JWT in ASCII; null when there is none.</summary>
    /// <exception cref="System.Data.Common.DbException">The register cannot be asked.</exception>
    public Task<byte[]?> OfCredentialsAsync(long id, CancellationToken cancellationToken) =>
        _ofCredentials.BodyAsync(id, cancellationToken);
}
