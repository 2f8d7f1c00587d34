using Certificates.Core.Data;

namespace Certificates.Core.Oversight.Keys;

/// <summary>Some rows for keys to prove themselves on, of the newest and of the oldest.</summary>
internal sealed class KeyProofStore(Database database)
{
    /// <summary>Certificates of any kind.</summary>
    public const string All = "SELECT Id FROM Certificate ORDER BY Id";

    /// <summary>Those with a signed file.</summary>
    public const string WithFile = "SELECT CertificateId AS Id FROM CertificateVersion WHERE DocumentId IS NOT NULL ORDER BY DocumentId";

    /// <summary>Those with a pick-up code.</summary>
    public const string WithCode = "SELECT Id FROM Certificate WHERE ClaimHash IS NOT NULL ORDER BY Id";

    private const string SelectRows = "SELECT BatchId, Row, SentCipher, KeyId, HolderKey FROM BatchRow ORDER BY BatchId DESC, Row";

    private const int OfEachEnd = 10;

    /// <summary>Ids of certificates of both ends.</summary>
    public async Task<IReadOnlyCollection<long>> IdsAsync(string among, CancellationToken cancellationToken) =>
    [
        .. (await database.QueryAsync<long>(among + " DESC" + database.Dialect.FirstRows, new { limit = OfEachEnd }, cancellationToken))
            .Concat(await database.QueryAsync<long>(among + database.Dialect.FirstRows, new { limit = OfEachEnd }, cancellationToken))
            .Distinct(),
    ];

    /// <summary>Rows as sent, of the newest batch.</summary>
    public Task<IReadOnlyList<SentRowRecord>> RowsAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<SentRowRecord>(SelectRows + database.Dialect.FirstRows, new { limit = 20 * OfEachEnd }, cancellationToken);
}

/// <summary>A row of a batch as it was sent, encrypted.</summary>
internal sealed class SentRowRecord
{
    public required string BatchId { get; init; }
    public required long Row { get; init; }
    public required byte[] SentCipher { get; init; }
    public required string KeyId { get; init; }
    public byte[]? HolderKey { get; init; }
}
