using System.Globalization;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Signing;

namespace Certificates.Core.Batches.Slips;

/// <summary>
/// 领取单 of a batch, one a person: what a holder needs to open their own page. A pick-up code is for the institution that hands it out, and
/// for nobody who oversees it.
/// </summary>
public sealed class PickUpSlips
{
    // A certificate that was entered from before has no code until one is made for it; one that has ended opens nothing worth it.
    private const string Select = """
        SELECT r.Row, c.Number, c.ClaimGeneration, v.Name, v.InstitutionName, r.CandidateNumber
        FROM BatchRow r
        JOIN Batch b ON b.Id = r.BatchId
        JOIN Certificate c ON c.Id = r.CertificateId
        JOIN CertificateVersion v ON v.CertificateId = c.Id AND v.Version = c.CurrentVersion
        WHERE r.BatchId = @BatchId AND b.InstitutionId = @InstitutionId AND r.Outcome = 1 AND c.Status IN (1, 2) AND c.ClaimGeneration > 0
            AND r.Row > @Row
        ORDER BY r.Row
        """;

    private readonly Database _database;
    private readonly ClaimCodes _codes;

    internal PickUpSlips(Database database, ClaimCodes codes) => (_database, _codes) = (database, codes);

    /// <summary>Slips in the order of the file; none of a batch of another institution.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="reader">Whose they are: a key of the institution.</param>
    /// <param name="after">The <c>next</c> of the part before.</param>
    /// <param name="limit">Most slips.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Page<PickUpSlip>> OfBatchAsync(
        Guid batchId, ApiKey reader, string? after, int limit, CancellationToken cancellationToken)
    {
        if (reader.InstitutionId is not { } institutionId)
        {
            return new Page<PickUpSlip>([], null);
        }

        var row = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var behind) ? behind : 0;
        var rows = await _database.QueryAsync<SlipRecord>(
            Select + _database.Dialect.FirstRows,
            new { BatchId = Ansi.BatchId(batchId.ToString()), InstitutionId = institutionId, Row = row, limit },
            cancellationToken);
        return new Page<PickUpSlip>(
            [.. rows.Select(Slip)], rows.Count == limit ? rows[^1].Row.ToString(CultureInfo.InvariantCulture) : null);
    }

    private PickUpSlip Slip(SlipRecord record)
    {
        var number = CertificateNumber.OfRecord(record.Number);
        return new PickUpSlip(
            (int)record.Row,
            record.Name,
            record.CandidateNumber,
            number.Grouped,
            _codes.Code(number, (int)record.ClaimGeneration).Grouped,
            record.InstitutionName);
    }

    private sealed class SlipRecord
    {
        public required long Row { get; init; }
        public required string Number { get; init; }
        public required long ClaimGeneration { get; init; }
        public required string Name { get; init; }
        public required string InstitutionName { get; init; }
        public required string CandidateNumber { get; init; }
    }
}

/// <summary>A slip: with the ID number, which is not on it, it opens the holder's own page.</summary>
/// <param name="Row">The person in the file.</param>
/// <param name="Name">姓名, of the version in force.</param>
/// <param name="CandidateNumber">准考证号, by which slips are handed out.</param>
/// <param name="Number">证书编号, in groups.</param>
/// <param name="ClaimCode">领取码, in groups.</param>
/// <param name="Institution">Who hands it out, as printed.</param>
public sealed record PickUpSlip(int Row, string Name, string CandidateNumber, string Number, string ClaimCode, string Institution)
{
    /// <summary>Never prints a code.</summary>
    public override string ToString() => $"{nameof(PickUpSlip)} {Row}";
}
