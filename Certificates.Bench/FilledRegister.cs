using System.Globalization;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Certificates.Core.Issuing;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>
/// A register with as many certificates as a bench wants: one is issued with its PDF, the others are copies of its rows with
/// numbers and holders of their own, because a million signatures are not what is measured.
/// </summary>
internal static class FilledRegister
{
    private const int RowsPerWrite = 20_000;

    private const string CopyCertificate = """
        INSERT INTO Certificate (Id, Number, CodingRuleId, Kind, InstitutionId, ProvinceCode, OccupationNumber, DirectionNumber, Grade, AssessedOn,
            IssuedOn, HolderKey, PassportNameKey, Status, StatusChangedAt, CurrentVersion, ClaimHash, ClaimGeneration, Origin, RowVersion)
        SELECT @id, @number, CodingRuleId, Kind, InstitutionId, ProvinceCode, OccupationNumber, DirectionNumber, Grade, AssessedOn,
            IssuedOn, @holderKey, PassportNameKey, Status, StatusChangedAt, CurrentVersion, ClaimHash, ClaimGeneration, Origin, RowVersion
        FROM Certificate WHERE Id = 1
        """;

    private const string CopyVersion = """
        INSERT INTO CertificateVersion (CertificateId, Version, Name, NameKey, IdType, IdNumberCipher, KeyId, HolderKey, OccupationCode, OccupationName,
            OccupationEnglishName, DirectionName, InstitutionName, InstitutionEnglishName, LicenceIdentifier, ReservedAt, CompletedAt)
        SELECT @id, Version, @name, @name, IdType, IdNumberCipher, KeyId, @holderKey, OccupationCode, OccupationName,
            OccupationEnglishName, DirectionName, InstitutionName, InstitutionEnglishName, LicenceIdentifier || @id, ReservedAt, CompletedAt
        FROM CertificateVersion WHERE CertificateId = 1
        """;

    /// <summary>The number of the copy with this index.</summary>
    public static string Number(int i) =>
        CertificateNumber.Create(CertificateKind.Grade, "0001", "11", "04", "01", 26, Grade.Junior, 1_000_000 + i).Value;

    /// <summary>Issues the first certificate and copies it.</summary>
    public static async Task FillAsync(BenchFolder folder, int copies, CancellationToken cancellationToken)
    {
        await IssueFirstAsync(folder, cancellationToken);
        var (database, keys) = (folder.Services.GetRequiredService<Database>(), folder.Services.GetRequiredService<HolderKeys>());
        foreach (var part in Enumerable.Range(0, copies).Chunk(RowsPerWrite))
        {
            var rows = part.Select(i => Row(i, keys)).ToList();
            await database.ExecuteAsync(CopyCertificate, rows, cancellationToken);
            await database.ExecuteAsync(CopyVersion, rows, cancellationToken);
        }
    }

    private static object Row(int i, HolderKeys keys)
    {
        var fields = SampleFile.Fields(i);
        return new { id = 1000 + i, number = Number(i), name = fields[1], holderKey = keys.OfTyped(fields[3]).AsTyped };
    }

    private static async Task IssueFirstAsync(BenchFolder folder, CancellationToken cancellationToken)
    {
        var filled = await SpoolStream.FillAsync(
            new MemoryStream(SampleFile.Csv(1, withPhotos: false, from: 90_000_000)), Path.Combine(folder.Path, "spool"), ResultsFile.MaxLength, cancellationToken);
        filled.TryGet(out var results, out _);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = folder.Services.GetRequiredService<IssuingRun>().RunAsync(stop.Token);
        var batches = folder.Services.GetRequiredService<InstitutionBatches>();
        var received = await folder.Services.GetRequiredService<BatchReceiver>().ReceiveAsync(
            new Submission { Sender = folder.Sender, FileName = "bench.csv", Results = results! }, cancellationToken);
        var reception = received.TryGet(out var good, out var refusals) ? good : throw new InvalidOperationException(refusals.First.Message);
        await foreach (var summary in batches.WatchAsync(reception.Batch.Id, cancellationToken))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"issued {summary.Counts.Issued}"));
        }

        await stop.CancelAsync();
        await run;
    }
}
