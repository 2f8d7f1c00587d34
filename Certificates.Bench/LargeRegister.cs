using System.Globalization;
using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>A register of many certificates with their rows and batches, without documents: what searches and pages read.</summary>
internal static class LargeRegister
{
    public const string CommonName = "王伟";

    private const int RowsPerWrite = 20_000, LargestBatch = 100_000, RowsPerBatch = 10_000, Institutions = 20;
    private static readonly TimeSpan Apart = TimeSpan.FromDays(20);

    private const string AddInstitution = "INSERT INTO Institution (Id, Code, CreditCode) VALUES (@id, @code, 'x')";

    private const string CopyBatch = """
        INSERT INTO Batch (Id, Kind, InstitutionId, ContentHash, FileName, ReceivedAt, ReceivedBy, Status, Origin)
        SELECT @batch, Kind, InstitutionId, ContentHash, FileName, @receivedAt, ReceivedBy, Status, Origin FROM Batch LIMIT 1
        """;

    private const string CopyCertificate = """
        INSERT INTO Certificate (Id, Number, CodingRuleId, Kind, InstitutionId, ProvinceCode, OccupationNumber, DirectionNumber, Grade, AssessedOn,
            IssuedOn, HolderKey, PassportNameKey, Status, StatusChangedAt, CurrentVersion, ClaimHash, ClaimGeneration, Origin, RowVersion)
        SELECT @id, @number, CodingRuleId, Kind, @institution, ProvinceCode, @occupation, DirectionNumber, @grade, AssessedOn,
            @issuedOn, @holderKey, PassportNameKey, @status, StatusChangedAt, CurrentVersion, ClaimHash, ClaimGeneration, Origin, RowVersion
        FROM Certificate WHERE Id = 1
        """;

    private const string CopyVersion = """
        INSERT INTO CertificateVersion (CertificateId, Version, Name, NameKey, IdType, IdNumberCipher, KeyId, HolderKey, OccupationCode, OccupationName,
            OccupationEnglishName, DirectionName, DirectionEnglishName, InstitutionName, InstitutionEnglishName, LicenceIdentifier, BatchId, Row, ReservedAt, CompletedAt)
        SELECT @id, Version, @name, @name, IdType, @idNumber, KeyId, @holderKey, OccupationCode, OccupationName, OccupationEnglishName,
            DirectionName, DirectionEnglishName, InstitutionName, InstitutionEnglishName, LicenceIdentifier || @id, @batch, @row, ReservedAt, CompletedAt
        FROM CertificateVersion WHERE CertificateId = 1
        """;

    private const string CopyRow = """
        INSERT INTO BatchRow (BatchId, Row, CandidateNumber, Outcome, SentCipher, KeyId, HolderKey, CertificateId, Attempts)
        SELECT @batch, @row, @candidate, 1, @sent, r.KeyId, @holderKey, @id, 1
        FROM CertificateVersion v JOIN BatchRow r ON r.BatchId = v.BatchId AND r.Row = v.Row WHERE v.CertificateId = 1
        """;

    /// <summary>Fills it: one batch of 100,000, and then one of 10,000 every twenty days until now, which is 500 rows a day.</summary>
    public static async Task FillAsync(BenchFolder folder, int certificates, CancellationToken cancellationToken)
    {
        await FilledRegister.FillAsync(folder, 0, cancellationToken);
        var (database, keys) = (folder.Services.GetRequiredService<Database>(), folder.Services.GetRequiredService<HolderKeys>());
        await database.ExecuteAsync(
            AddInstitution, Enumerable.Range(100, Institutions).Select(id => new { id, code = $"{id:0000}" }).ToList(), cancellationToken);
        var identity = folder.Services.GetRequiredKeyedService<DataCipher>(SecretKeyPurpose.Identity);
        var first = (await database.QueryAsync<SentRecord>(
            "SELECT BatchId, Row, SentCipher, KeyId FROM BatchRow", null, cancellationToken))[0];
        var sent = identity.Decrypt(first.SentCipher, first.KeyId, Places.Sent(first.BatchId, first.Row));
        var (last, now) = (BatchOf(certificates - 1), TimeProvider.System.GetUtcNow());
        var batches = Enumerable.Range(0, last + 1).Select(batch => new { batch = BatchId(batch), receivedAt = now - ((last - batch) * Apart) }).ToList();
        await database.ExecuteAsync(CopyBatch, batches, cancellationToken);
        foreach (var part in Enumerable.Range(0, certificates).Chunk(RowsPerWrite))
        {
            var rows = part.Select(i => Row(i, keys, identity, sent)).ToList();
            await database.ExecuteAsync(CopyCertificate, rows, cancellationToken);
            await database.ExecuteAsync(CopyVersion, rows, cancellationToken);
            await database.ExecuteAsync(CopyRow, rows, cancellationToken);
            await FilledRegister.SealAsync(folder, part.Select(i => 1000L + i), cancellationToken);
        }
    }

    /// <summary>Half of all are the sender's, the rest of twenty others; 500 a day; one of a thousand is revoked.</summary>
    private static object Row(int i, HolderKeys keys, DataCipher identity, byte[] sent)
    {
        var fields = SampleFile.Fields(i);
        return new
        {
            id = 1000 + i,
            number = FilledRegister.Number(i),
            institution = i % 2 == 0 ? 1 : 100 + (i / 2 % Institutions),
            occupation = string.Create(CultureInfo.InvariantCulture, $"{1 + (i / 3 % 13):00}"),
            grade = 1 + (i % 3),
            issuedOn = new DateOnly(2021, 10, 1).AddDays(i / 500),
            holderKey = keys.OfTyped(fields[3]).AsTyped,
            status = i % 1000 == 0 ? 3 : 1,
            name = i % 300 == 0 ? CommonName : fields[1],
            batch = BatchId(BatchOf(i)),
            row = RowOf(i),
            candidate = fields[0],
            sent = identity.Encrypt(sent, Places.Sent(BatchId(BatchOf(i)), RowOf(i))),
            idNumber = identity.Encrypt(Encoding.UTF8.GetBytes(fields[3]), Places.IdNumber(1000 + i, 1)),
        };
    }

    private static int BatchOf(int i) => i < LargestBatch ? 0 : 1 + ((i - LargestBatch) / RowsPerBatch);

    private static int RowOf(int i) => 1 + (i < LargestBatch ? i : (i - LargestBatch) % RowsPerBatch);

    public static string BatchId(int i) => $"01a22677-d08a-74a6-9767-{i:x12}";

    private sealed class SentRecord
    {
        public required string BatchId { get; init; }
        public required long Row { get; init; }
        public required byte[] SentCipher { get; init; }
        public required string KeyId { get; init; }
    }
}
