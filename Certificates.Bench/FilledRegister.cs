using System.Diagnostics;
using System.Globalization;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Certificates.Core.Issuing;
using Certificates.Core.Log;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Sealing;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>
/// A register with as many certificates as a bench wants: one is issued with its PDF, the others are copies of its rows with
/// numbers, holders, events, seals and leaves of their own, because a million signatures are not what is measured.
/// </summary>
internal static class FilledRegister
{
    private const int RowsPerWrite = 100_000, FirstId = 1_000, SerialsOfAnOccupation = 8_000_000;

    private const string CopyCertificate = """
        INSERT INTO Certificate (Id, Number, CodingRuleId, Kind, InstitutionId, ProvinceCode, OccupationNumber, DirectionNumber, Grade, AssessedOn,
            IssuedOn, HolderKey, PassportNameKey, Status, StatusChangedAt, CurrentVersion, ClaimHash, ClaimGeneration, Origin, RowVersion, Seal)
        SELECT @Id, @Number, CodingRuleId, Kind, InstitutionId, ProvinceCode, OccupationNumber, DirectionNumber, Grade, AssessedOn,
            IssuedOn, @HolderKey, PassportNameKey, Status, StatusChangedAt, CurrentVersion, ClaimHash, ClaimGeneration, Origin, RowVersion, @Seal
        FROM Certificate WHERE Id = 1
        """;

    private const string CopyVersion = """
        INSERT INTO CertificateVersion (CertificateId, Version, Name, NameKey, IdType, IdNumberCipher, KeyId, HolderKey, OccupationCode, OccupationName,
            OccupationEnglishName, DirectionName, DirectionEnglishName, InstitutionName, InstitutionEnglishName, LicenceIdentifier, ReservedAt, CompletedAt, SearchName, SearchForm)
        SELECT @Id, Version, @Name, @Name, IdType, IdNumberCipher, KeyId, @HolderKey, OccupationCode, OccupationName,
            OccupationEnglishName, DirectionName, DirectionEnglishName, InstitutionName, InstitutionEnglishName, @Identifier, ReservedAt, CompletedAt, @Name, SearchForm
        FROM CertificateVersion WHERE CertificateId = 1
        """;

    private const string CopyEvent = """
        INSERT INTO CertificateEvent (CertificateId, Version, Kind, At, Salt, Leaf)
        SELECT @Id, Version, Kind, At, Salt, Leaf FROM CertificateEvent WHERE Id = 1
        """;

    private const string AddLeaf = """
        INSERT INTO LogLeaf (CertificateId, IsFirst, Salt, EventHash, Data) VALUES (@Id, 1, @Salt, @EventHash, @Leaf)
        """;

    // Nothing is lost that a bench could not fill again.
    private const string Hurry = "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA wal_autocheckpoint = 100000";

    private const string SelectIndexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";

    private const string KeepIds = "UPDATE IdSeries SET Next = @next WHERE Name = 'Certificate' AND Next < @next";

    /// <summary>The number of the copy with this index.</summary>
    public static string Number(int i) => CertificateNumber.Create(
        CertificateKind.Grade, "0001", "11", $"{4 + (i / SerialsOfAnOccupation):00}", "01", 26, Grade.Junior, 1_000_000 + (i % SerialsOfAnOccupation)).Value;

    /// <summary>Issues the first certificate and copies it.</summary>
    public static async Task FillAsync(BenchFolder folder, int copies, CancellationToken cancellationToken)
    {
        await IssueFirstAsync(folder, cancellationToken);
        await CopyAsync(folder, from: 0, copies, cancellationToken);
    }

    /// <summary>Copies the first certificate of a register, past the services: no other process may use it meanwhile.</summary>
    /// <param name="folder">The register.</param>
    /// <param name="from">The index of the first copy.</param>
    /// <param name="copies">How many.</param>
    /// <param name="cancellationToken">Stops between writes.</param>
    public static async Task CopyAsync(BenchFolder folder, int from, int copies, CancellationToken cancellationToken)
    {
        var original = await OriginalAsync(folder, cancellationToken);
        await using (var register = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "register.db")};Pooling=False;Foreign Keys=False"))
        {
            await register.OpenAsync(cancellationToken);
            register.Execute(Hurry);

            // Built once over all rows, and not page by page in an order that jumps.
            var indexes = register.Query<(string Name, string Sql)>(SelectIndexes).ToList();
            register.Execute(string.Concat(indexes.Select(index => $"DROP INDEX {index.Name};")));
            var firstId = Math.Max(FirstId, register.ExecuteScalar<long>("SELECT MAX(Id) + 1 FROM Certificate")) - from;
            foreach (var part in Enumerable.Range(from, copies).Chunk(RowsPerWrite))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(register, [.. part.AsParallel().AsOrdered().Select(i => original.Copy(i, firstId + i))]);
            }

            register.Execute(KeepIds, new { next = firstId + from + copies });
            register.Execute(string.Concat(indexes.Select(index => $"{index.Sql};")), commandTimeout: 0);
            register.Execute("PRAGMA wal_checkpoint(TRUNCATE)", commandTimeout: 0);
        }

        await PlaceLeavesAsync(folder, cancellationToken);
    }

    /// <summary>Gives every leaf its place in the signed tree; how long that took, without the wait for a lease that a killed service left.</summary>
    public static async Task<TimeSpan> PlaceLeavesAsync(BenchFolder folder, CancellationToken cancellationToken)
    {
        var (log, store) = (folder.Services.GetRequiredService<LogSequencer>(), folder.Services.GetRequiredService<LogStore>());
        var taken = TimeSpan.Zero;
        while (await store.HasPendingAsync(cancellationToken))
        {
            var start = Stopwatch.GetTimestamp();
            if (await log.SequenceAsync(cancellationToken) > 0)
            {
                taken += Stopwatch.GetElapsedTime(start);
            }
            else
            {
                await Task.Delay(200, cancellationToken);
            }
        }

        return taken;
    }

    private static void Write(SqliteConnection register, Copy[] copies)
    {
        using var transaction = register.BeginTransaction();
        foreach (var statement in new[] { CopyCertificate, CopyVersion, CopyEvent, AddLeaf })
        {
            register.Execute(statement, copies, transaction);
        }

        transaction.Commit();
    }

    private static async Task<Original> OriginalAsync(BenchFolder folder, CancellationToken cancellationToken) => new(
        (await folder.Services.GetRequiredService<CertificateReader>().ByIdsAsync([1], cancellationToken))[0],
        (await folder.Services.GetRequiredService<CertificateReader>().EventsAsync(1, cancellationToken))[0],
        folder.Services.GetRequiredService<HolderKeys>(),
        folder.Services.GetRequiredService<Seals>());

    /// <summary>Gives copies that another wrote their event and their seal.</summary>
    public static async Task SealAsync(BenchFolder folder, IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        var (database, seals) = (folder.Services.GetRequiredService<Database>(), folder.Services.GetRequiredService<SealStore>());
        foreach (var some in ids.Chunk(1_000))
        {
            await database.WriteAsync(
                async write =>
                {
                    await write.ExecuteAsync(CopyEvent, some.Select(id => new { Id = id }), cancellationToken);
                    await seals.SealAsync(write, some, cancellationToken);
                    return true;
                },
                cancellationToken);
        }
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

/// <summary>The certificate that is copied.</summary>
internal sealed class Original(VersionRecord first, LifeEvent issue, HolderKeys keys, Seals seals)
{
    /// <summary>A copy of it with this index, for another holder.</summary>
    public Copy Copy(int i, long id)
    {
        var fields = SampleFile.Fields(i);
        var (number, name, holderKey) = (FilledRegister.Number(i), fields[1], keys.OfTyped(fields[3]).AsTyped);
        var identifier = string.Create(CultureInfo.InvariantCulture, $"{first.LicenceIdentifier}{id}");
        var seal = seals.Of(
            SealedCertificate.Of(first) with { Id = id, Number = number },
            SealedVersion.Of(first) with
            {
                Name = name,
                NameKey = name,
                HolderKey = holderKey,
                LicenceIdentifier = identifier,
                PhotoHash = null,
                FileHash = null,
                TokenHash = null,
            });
        var leaf = Facts(id, number, name, holderKey, identifier).Leaf(issue.Kind, issue.At, issue.Leaf, isFirst: true);
        return new Copy(id, number, name, holderKey, identifier, seal, leaf.Salt!, leaf.EventHash!, leaf.Data);
    }

    private LoggedFacts Facts(long id, string number, string name, byte[] holderKey, string identifier) => new()
    {
        CertificateId = id,
        Number = number,
        Kind = first.Kind,
        Origin = first.Origin,
        Grade = first.Grade,
        AssessedOn = first.AssessedOn,
        IssuedOn = first.IssuedOn,
        Status = first.Status,
        StatusChangedAt = first.StatusChangedAt,
        StatusCategory = first.StatusCategory,
        Version = first.Version,
        InstitutionCode = first.InstitutionCode,
        Name = name,
        HolderKey = holderKey,
        OccupationCode = first.OccupationCode,
        OccupationName = first.OccupationName,
        DirectionName = first.DirectionName,
        InstitutionName = first.InstitutionName,
        LicenceIdentifier = identifier,
    };
}

/// <summary>What a copy has of its own.</summary>
internal sealed record Copy(
    long Id, string Number, string Name, byte[] HolderKey, string Identifier, byte[] Seal, byte[] Salt, byte[] EventHash, byte[] Leaf);
