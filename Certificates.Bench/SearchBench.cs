using System.Diagnostics;
using System.Globalization;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Register.Searching;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>Every way to search a large register, by the time the service takes: the median and the worst of some runs.</summary>
internal static class SearchBench
{
    private const int RowsPerWrite = 20_000, RowsPerBatch = 100_000, Institutions = 20, Runs = 7;
    private const string CommonName = "王伟";

    private const string AddInstitution = "INSERT INTO Institution (Id, Code, CreditCode) VALUES (@id, @code, 'x')";

    private const string CopyBatch = """
        INSERT INTO Batch (Id, Kind, InstitutionId, ContentHash, FileName, ReceivedAt, ReceivedBy, Status, Origin)
        SELECT @batch, Kind, InstitutionId, ContentHash, FileName, ReceivedAt, ReceivedBy, Status, Origin FROM Batch LIMIT 1
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
            OccupationEnglishName, DirectionName, InstitutionName, InstitutionEnglishName, LicenceIdentifier, BatchId, Row, ReservedAt, CompletedAt)
        SELECT @id, Version, @name, @name, IdType, IdNumberCipher, KeyId, @holderKey, OccupationCode, OccupationName, OccupationEnglishName,
            DirectionName, InstitutionName, InstitutionEnglishName, LicenceIdentifier || @id, @batch, @row, ReservedAt, CompletedAt
        FROM CertificateVersion WHERE CertificateId = 1
        """;

    private const string CopyRow = """
        INSERT INTO BatchRow (BatchId, Row, CandidateNumber, Outcome, SentCipher, KeyId, HolderKey, CertificateId, Attempts)
        SELECT @batch, @row, @candidate, 1, r.SentCipher, r.KeyId, @holderKey, @id, 1
        FROM CertificateVersion v JOIN BatchRow r ON r.BatchId = v.BatchId AND r.Row = v.Row WHERE v.CertificateId = 1
        """;

    public static async Task RunAsync(int certificates, CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        await FilledRegister.FillAsync(folder, 0, cancellationToken);
        await FillAsync(folder, certificates, cancellationToken);
        var filling = Stopwatch.StartNew();
        var filled = await folder.Services.GetRequiredService<SearchNames>().FillAsync(cancellationToken);
        Print($"{certificates} certificates; {filled} names prepared in {filling.Elapsed.TotalSeconds:0.0} s");
        var all = folder.Sender with { InstitutionId = null };
        foreach (var (name, question) in Questions(certificates))
        {
            await MeasureAsync(folder, $"own, {name}", question, folder.Sender, cancellationToken);
            await MeasureAsync(folder, $"all, {name}", question, all, cancellationToken);
        }
    }

    private static IEnumerable<(string Name, SearchQuestion Question)> Questions(int certificates)
    {
        var some = certificates / 3;
        yield return ("nothing", new SearchQuestion());
        yield return ("number", new SearchQuestion(Number: FilledRegister.Number(some)));
        yield return ("name", new SearchQuestion(Name: SampleFile.Fields(some)[1]));
        yield return ("common name", new SearchQuestion(Name: CommonName));
        yield return ("common name, none fits", new SearchQuestion(Name: CommonName, Occupation: "02", Status: "cancelled"));
        yield return ("candidate number", new SearchQuestion(CandidateNumber: SampleFile.Fields(some)[0]));
        yield return ("ID number", new SearchQuestion(IdNumber: SampleFile.Fields(some)[3]));
        yield return ("batch of 100,000", new SearchQuestion(Batch: BatchId(0)));
        yield return ("batch, none fits", new SearchQuestion(Batch: BatchId(0), Occupation: "02", Status: "cancelled"));
        yield return ("days", new SearchQuestion(From: "2022-03-01", To: "2022-03-31"));
        yield return ("occupation, grade", new SearchQuestion(Occupation: "04", Grade: "senior"));
        yield return ("revoked", new SearchQuestion(Status: "revoked"));
        yield return ("none fits", new SearchQuestion(Occupation: "14", Status: "suspended"));
        yield return ("1,000 items", new SearchQuestion(Limit: 1000));
    }

    private static async Task MeasureAsync(
        BenchFolder folder, string name, SearchQuestion question, ApiKey reader, CancellationToken cancellationToken)
    {
        var search = folder.Services.GetRequiredService<CertificateSearch>();
        var (times, found) = (new double[Runs], 0);
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var page = (await search.FindAsync(question, reader, cancellationToken)).TryGet(out var read, out var refusals)
                ? read
                : throw new InvalidOperationException(refusals.First.Message);
            (times[i], found) = (Stopwatch.GetElapsedTime(start).TotalMilliseconds, page.Items.Count);
        }

        Print($"{name}: {found} found, first {times[0]:0.0} ms, median {Figures.Median([.. times]):0.0} ms, worst {times.Max():0.0} ms");
    }

    private static async Task FillAsync(BenchFolder folder, int certificates, CancellationToken cancellationToken)
    {
        var (database, keys) = (folder.Services.GetRequiredService<Database>(), folder.Services.GetRequiredService<HolderKeys>());
        await database.ExecuteAsync(
            AddInstitution, Enumerable.Range(100, Institutions).Select(id => new { id, code = $"{id:0000}" }).ToList(), cancellationToken);
        var batches = Enumerable.Range(0, 1 + ((certificates - 1) / RowsPerBatch)).Select(batch => new { batch = BatchId(batch) }).ToList();
        await database.ExecuteAsync(CopyBatch, batches, cancellationToken);
        foreach (var part in Enumerable.Range(0, certificates).Chunk(RowsPerWrite))
        {
            var rows = part.Select(i => Row(i, keys)).ToList();
            await database.ExecuteAsync(CopyCertificate, rows, cancellationToken);
            await database.ExecuteAsync(CopyVersion, rows, cancellationToken);
            await database.ExecuteAsync(CopyRow, rows, cancellationToken);
        }
    }

    /// <summary>Half of all are the sender's, the rest of twenty others; 500 a day; one of a thousand is revoked.</summary>
    private static object Row(int i, HolderKeys keys)
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
            batch = BatchId(i / RowsPerBatch),
            row = 1 + (i % RowsPerBatch),
            candidate = fields[0],
        };
    }

    private static string BatchId(int i) => $"01a22677-d08a-74a6-9767-{i:x12}";

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
