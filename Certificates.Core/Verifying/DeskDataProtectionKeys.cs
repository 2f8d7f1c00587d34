using Certificates.Core.Data;

namespace Certificates.Core.Verifying;

/// <summary>The keys cookies are protected with, as the framework writes them: kept, so that a restart ends no session.</summary>
internal sealed class DeskDataProtectionKeys(Database desk)
{
    private const string Select = "SELECT Xml FROM desk.DataProtectionKey ORDER BY Name";

    private const string Insert =
        "INSERT INTO desk.DataProtectionKey (Name, Xml) SELECT @name, @xml WHERE NOT EXISTS (SELECT 1 FROM desk.DataProtectionKey "
            + "WHERE Name = @name)";

    /// <summary>All of them.</summary>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        desk.QueryAsync<string>(Select, null, cancellationToken);

    /// <summary>Keeps one; a name that is there already stays as it stands.</summary>
    public Task InsertAsync(string name, string xml, CancellationToken cancellationToken) =>
        desk.ExecuteIdempotentAsync(Insert, new { name, xml }, cancellationToken);
}
