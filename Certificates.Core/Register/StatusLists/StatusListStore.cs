using Certificates.Core.Data;

namespace Certificates.Core.Register.StatusLists;

/// <summary>The statements of the status list: what has ended, what is in force, the list signed last.</summary>
internal sealed class StatusListStore(Database database)
{
    // What ended by its status, and what a correction superseded. Each half has an index that holds such certificates alone.
    private const string SelectEnded = """
        SELECT v.CertificateId, v.TokenHash FROM Certificate c JOIN CertificateVersion v ON v.CertificateId = c.Id
        WHERE c.Status > 1 AND v.TokenHash IS NOT NULL
        UNION ALL
        SELECT v.CertificateId, v.TokenHash FROM Certificate c JOIN CertificateVersion v ON v.CertificateId = c.Id
        WHERE c.CurrentVersion > 1 AND c.Status = 1 AND v.Version < c.CurrentVersion AND v.TokenHash IS NOT NULL
        """;

    private const string SelectInForce = """
        SELECT v.CertificateId, v.TokenHash FROM Certificate c JOIN CertificateVersion v ON v.CertificateId = c.Id
        WHERE c.Id > @after AND c.Id <= @until AND c.Status = 1 AND v.Version = c.CurrentVersion AND v.TokenHash IS NOT NULL
        """;

    private const string SelectLastId = "SELECT COALESCE(MAX(Id), 0) FROM Certificate";

    private const string SelectBody = "SELECT Body FROM StatusList WHERE Id = 1 AND Body IS NOT NULL",
        SelectSignedAt = "SELECT SignedAt FROM StatusList WHERE Id = 1 AND SignedAt IS NOT NULL";

    // Of two processes that sign at once the second leaves what the first wrote.
    private const string Keep = """
        UPDATE StatusList SET SignedAt = @at, Body = @body WHERE Id = 1 AND (SignedAt IS NULL OR SignedAt < @before OR SignedAt > @at)
        """;

    /// <summary>Tokens that are not in force.</summary>
    public Task<IReadOnlyList<TokenRecord>> EndedAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<TokenRecord>(SelectEnded, null, cancellationToken);

    /// <summary>Tokens in force, of the certificates behind one id up to another.</summary>
    public Task<IReadOnlyList<TokenRecord>> InForceAsync(long after, long until, CancellationToken cancellationToken) =>
        database.QueryAsync<TokenRecord>(SelectInForce, new { after, until }, cancellationToken);

    /// <summary>The id of the newest certificate; 0 when there is none.</summary>
    public Task<long> LastIdAsync(CancellationToken cancellationToken) => database.FindAsync<long>(SelectLastId, null, cancellationToken);

    /// <summary>The list signed last; null before the first.</summary>
    public Task<byte[]?> BodyAsync(CancellationToken cancellationToken) => database.FindAsync<byte[]>(SelectBody, null, cancellationToken);

    /// <summary>When that was: whoever asks this often does not read the list along.</summary>
    public Task<DateTimeOffset?> SignedAtAsync(CancellationToken cancellationToken) =>
        database.FindAsync<DateTimeOffset?>(SelectSignedAt, null, cancellationToken);

    /// <summary>Keeps a list, unless there is one that was signed since <paramref name="before"/>.</summary>
    public async Task<bool> KeepAsync(byte[] body, DateTimeOffset at, DateTimeOffset before, CancellationToken cancellationToken) =>
        await database.ExecuteIdempotentAsync(Keep, new { body, at, before }, cancellationToken) == 1;
}

/// <summary>A token, by its hash.</summary>
internal sealed class TokenRecord
{
    public required long CertificateId { get; init; }
    public required byte[] TokenHash { get; init; }
}
