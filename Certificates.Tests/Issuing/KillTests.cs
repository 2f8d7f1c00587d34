using System.Diagnostics;
using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Tests.Api;

namespace Certificates.Tests.Issuing;

/// <summary>The power goes in the middle of a file: SIGKILL of a real process, then a new one on the same folder.</summary>
[Category(Categories.Process)]
[Category(Categories.Faults)]
internal sealed class KillTests
{
    private const int Rows = 5_000;

    [Test]
    public async Task Process_KilledInTheMiddleOf5000Rows_NextOneIssuesEachRowOnceWithTheNumberItHad()
    {
        await using var house = await IssuingHouse.OpenAsync(TimeProvider.System.GetUtcNow(), embedded: true);
        var received = await house.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: Rows)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        var batch = reception!.Batch.Id;

        Dictionary<long, string> reserved;
        using (var first = Start(house.Folder))
        {
            await UntilAsync(house, batch, counts => counts.Issued > 800);
            first.Kill();
            await first.WaitForExitAsync();
            reserved = (await NumbersAsync(house)).ToDictionary(row => row.Row, row => row.Number);
        }

        var atTheKill = (await house.Batches.FindAsync(batch, house.Sender, CancellationToken.None))!.Counts;
        Assert.That(atTheKill.Pending, Is.InRange(1, Rows - 800), "the process was not killed in the middle");
        Assert.That(reserved, Has.Count.GreaterThan((int)atTheKill.Issued), "nothing was reserved and unfinished");
        using (var second = Start(house.Folder))
        {
            await UntilAsync(house, batch, counts => counts.Pending == 0);
            second.Kill();
            await second.WaitForExitAsync();
        }

        await AssertEachRowIssuedOnceAsync(house, reserved);
    }

    private static async Task AssertEachRowIssuedOnceAsync(IssuingHouse house, Dictionary<long, string> reserved)
    {
        var rows = await NumbersAsync(house);
        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(r => r.Row).Distinct().Count(), Is.EqualTo(Rows));
            Assert.That(rows.Select(r => r.Number).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(Rows));
            Assert.That(rows.Where(r => reserved.ContainsKey(r.Row)).Select(r => (r.Row, r.Number)), Is.EquivalentTo(reserved.Select(r => (r.Key, r.Value))));
        });
        var database = house.Get<Database>();
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM Certificate WHERE Status = 1"), Is.EqualTo(Rows));
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM Certificate"), Is.EqualTo(Rows));
        Assert.That(await CountAsync(database, "SELECT COUNT(DISTINCT DocumentId) FROM CertificateVersion"), Is.EqualTo(Rows));
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM Document"), Is.EqualTo(Rows));
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM CertificateEvent"), Is.EqualTo(Rows));
    }

    private static async Task<long> CountAsync(Database database, string statement) =>
        (await database.QueryAsync<long>(statement, null, CancellationToken.None)).Single();

    private static Task<IReadOnlyList<(long Row, string Number)>> NumbersAsync(IssuingHouse house) =>
        house.Get<Database>().QueryAsync<(long, string)>(
            "SELECT r.Row, c.Number FROM BatchRow r JOIN Certificate c ON c.Id = r.CertificateId", null, CancellationToken.None);

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        string[] arguments =
        [
            Path.Combine(TestContext.CurrentContext.TestDirectory, "Certificates.Api.dll"), "--Urls=http://127.0.0.1:0",
            $"--DataDirectory={folder}", "--Storage:IsSpecimen=true", "--Verification:BaseUrl=https://verify.example.cn",
            "--Issuing:LeaseSeconds=5",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task UntilAsync(IssuingHouse house, Guid batch, Func<BatchCounts, bool> holds)
    {
        for (var i = 0; i < 6_000; i++)
        {
            if (holds((await house.Batches.FindAsync(batch, house.Sender, CancellationToken.None))!.Counts))
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail("The rows did not get there in five minutes.");
    }
}
