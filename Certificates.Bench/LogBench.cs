using System.Diagnostics;
using System.Security.Cryptography;
using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Register;
using Certificates.Core.Register.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>What the log and the seals cost: a leaf in the write of its event, its place in the signed tree, a seal, beside what a certificate takes.</summary>
internal static class LogBench
{
    private const int Group = 200, Groups = 50, Issued = 10_000, LeafLength = 100, AtOnce = 100_000;

    public static async Task RunAsync(int leaves, CancellationToken cancellationToken)
    {
        var report = new Report("log", $"Log and seals beside {Issued} certificates from POST to durable; {leaves} leaves in the tree.");
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        var ecdsa = BareEcdsa.PerSecond();
        TimeSpan issued;
        await using (var api = await ServiceProcess.StartAsync("Certificates.Api", folder, folder.Secret, cancellationToken))
        {
            await IssueBench.SendAsync(api.Client, SampleFile.Csv(Group * Groups, withPhotos: false, from: Issued), null, cancellationToken);
            issued = await IssueBench.SendAsync(api.Client, SampleFile.Csv(Issued, withPhotos: false), null, cancellationToken);
        }

        var each = issued.TotalMicroseconds * Environment.ProcessorCount / Issued;
        var (leaf, seal) = (await LeafAsync(folder, cancellationToken), await SealAsync(folder, cancellationToken));
        var place = await PlaceAsync(folder, leaves, cancellationToken);
        report.MeasureBy(BareEcdsa.Name, ecdsa);
        report.AddRate("certificates from POST to durable", Issued / issued.TotalSeconds);
        report.AddRate("leaves numbered, hashed and signed", 1e6 / place);
        report.Add("a certificate, of all processors", each, "µs");
        report.Add("its leaf, in the write of its event", leaf, "µs");
        report.Add("its seal", seal, "µs");
        report.Add("its place in the tree", place, "µs");
        report.Add("log and seal, of what a certificate takes", (leaf + seal + place) / each * 100, "%");
        await report.EndAsync(cancellationToken);
    }

    private static async Task<double> LeafAsync(BenchFolder folder, CancellationToken cancellationToken)
    {
        var database = folder.Services.GetRequiredService<Database>();
        var start = Stopwatch.GetTimestamp();
        for (var group = 0; group < Groups; group++)
        {
            var ids = Enumerable.Range(1 + (group * Group), Group).Select(id => (long)id).ToList();
            await database.WriteAsync(
                async write =>
                {
                    var facts = await LoggedFacts.ReadAsync(write, ids, cancellationToken);
                    var leaves = facts.Values.Select(one => one.Leaf(CertificateEvents.Issued, one.StatusChangedAt, one.HolderKey, isFirst: false));
                    await database.Dialect.InsertAsync(write.Transaction, NewLeaf.Columns, leaves, cancellationToken);
                    return true;
                },
                cancellationToken);
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / (Group * Groups);
    }

    private static async Task<double> SealAsync(BenchFolder folder, CancellationToken cancellationToken)
    {
        const int Times = 100_000;
        var first = (await folder.Services.GetRequiredService<CertificateReader>().ByIdsAsync([1], cancellationToken))[0];
        var seals = folder.Services.GetRequiredService<Seals>();
        return Figures.Seconds(5, () =>
        {
            for (var i = 0; i < Times; i++)
            {
                _ = seals.Of([first]);
            }
        }) / Times * 1e6;
    }

    private static async Task<double> PlaceAsync(BenchFolder folder, int leaves, CancellationToken cancellationToken)
    {
        await FilledRegister.PlaceLeavesAsync(folder, cancellationToken);
        var database = folder.Services.GetRequiredService<Database>();
        foreach (var part in Enumerable.Range(0, leaves).Chunk(AtOnce))
        {
            await database.WriteAsync(
                async write =>
                {
                    await database.Dialect.InsertAsync(
                        write.Transaction, NewLeaf.Columns, part.Select(_ => new NewLeaf { Data = RandomNumberGenerator.GetBytes(LeafLength) }), cancellationToken);
                    return true;
                },
                cancellationToken);
        }

        return (await FilledRegister.PlaceLeavesAsync(folder, cancellationToken)).TotalMicroseconds / leaves;
    }
}
