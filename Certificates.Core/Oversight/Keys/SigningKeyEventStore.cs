using Certificates.Core.Data;
using Certificates.Core.Log;

namespace Certificates.Core.Oversight.Keys;

/// <summary>Changes of the signing keys, each with its leaf of the log.</summary>
internal sealed class SigningKeyEventStore(Database database)
{
    private const string Insert = """
        INSERT INTO SigningKeyEvent (KeyId, State, At, CompromisedSince, CountsEntered, Person, Salt, Leaf)
        VALUES (@KeyId, @StateName, @At, @CompromisedSince, @CountsEntered, @Person, @Salt, @Leaf)
        """;

    private const string Select = """
        SELECT e.KeyId, e.State, e.At, e.CompromisedSince, e.CountsEntered, e.Person, e.Salt, e.Leaf, k.Institution
        FROM SigningKeyEvent e JOIN SigningKey k ON k.Id = e.KeyId ORDER BY e.Id
        """;

    private const string Logged = "SELECT Data FROM LogLeaf WHERE CertificateId IS NULL AND IsFirst = 0 ORDER BY Id";

    private const string SignedSince = """
        SELECT c.Number FROM Certificate c JOIN CertificateVersion v ON v.CertificateId = c.Id AND v.Version = c.CurrentVersion
        WHERE (v.PdfKeyId = @keyId OR v.QrKeyId = @keyId) AND v.CompletedAt >= @since ORDER BY c.Id
        """;

    /// <summary>Appends an event and its leaf.</summary>
    public async Task AppendAsync(WriteTransaction write, SigningKeyEvent happened, CancellationToken cancellationToken)
    {
        await write.ExecuteAsync(Insert, happened, cancellationToken);
        await database.Dialect.InsertAsync(
            write.Transaction, NewLeaf.Columns, [new NewLeaf { Data = happened.Published }], cancellationToken);
    }

    /// <summary>All of them, oldest first.</summary>
    public Task<IReadOnlyList<SigningKeyEvent>> ListAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<SigningKeyEvent>(Select, null, cancellationToken);

    /// <summary>Numbers of certificates whose version in force a key has signed since an instant.</summary>
    public Task<IReadOnlyList<string>> SignedSinceAsync(string keyId, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.QueryAsync<string>(SignedSince, new { keyId, since }, cancellationToken);

    /// <summary>Every leaf of the log that is about no certificate.</summary>
    public Task<IReadOnlyList<byte[]>> LeavesAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<byte[]>(Logged, null, cancellationToken);
}
