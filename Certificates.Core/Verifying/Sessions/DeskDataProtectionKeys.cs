using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying.Sessions;

/// <summary>The keys cookies are protected with, encrypted: kept, so that a restart ends no open form.</summary>
internal sealed class DeskDataProtectionKeys([FromKeyedServices(Database.Desk)] Database desk)
{
    private const string Select = "SELECT Name, Xml FROM desk.DataProtectionKey ORDER BY Name";

    private const string Insert =
        "INSERT INTO desk.DataProtectionKey (Name, Xml) SELECT @name, @xml WHERE NOT EXISTS (SELECT 1 FROM desk.DataProtectionKey "
            + "WHERE Name = @name)";

    /// <summary>All of them.</summary>
    public Task<IReadOnlyList<DataProtectionKeyRecord>> ListAsync(CancellationToken cancellationToken) =>
        desk.QueryAsync<DataProtectionKeyRecord>(Select, null, cancellationToken);

    /// <summary>Keeps one; a name that is there already stays as it stands.</summary>
    public Task InsertAsync(string name, string xml, CancellationToken cancellationToken) =>
        desk.ExecuteIdempotentAsync(Insert, new { name, xml }, cancellationToken);
}

/// <summary>A key as it is kept.</summary>
internal sealed record DataProtectionKeyRecord
{
    public required string Name { get; init; }
    public required string Xml { get; init; }
}
