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
        await using var issuing = await TestIssuing.OpenAsync(TimeProvider.System.GetUtcNow(), embedded: true);
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: Rows)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        var batch = reception!.Batch.Id;

        Dictionary<long, string> reserved;
        using (var first = Start(issuing.Folder))
        {
            await UntilAsync(issuing, batch, counts => counts.Issued > 800);
            first.Kill();
            await first.WaitForExitAsync();
            reserved = (await NumbersAsync(issuing)).ToDictionary(row => row.Row, row => row.Number);
        }

        var atTheKill = (await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None))!.Counts;
        Assert.That(atTheKill.Pending, Is.InRange(1, Rows - 800), "the process was not killed in the middle");
        Assert.That(reserved, Has.Count.GreaterThan((int)atTheKill.Issued), "nothing was reserved and unfinished");
        using (var second = Start(issuing.Folder))
        {
            await UntilAsync(issuing, batch, counts => counts.Pending == 0);
            second.Kill();
            await second.WaitForExitAsync();
        }

        await AssertEachRowIssuedOnceAsync(issuing, reserved);
    }

    private static async Task AssertEachRowIssuedOnceAsync(TestIssuing issuing, Dictionary<long, string> reserved)
    {
        var rows = await NumbersAsync(issuing);
        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(r => r.Row).Distinct().Count(), Is.EqualTo(Rows));
            Assert.That(rows.Select(r => r.Number).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(Rows));
            Assert.That(rows.Where(r => reserved.ContainsKey(r.Row)).Select(r => (r.Row, r.Number)), Is.EquivalentTo(reserved.Select(r => (r.Key, r.Value))));
        });
        var database = issuing.Get<Database>();
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM Certificate WHERE Status = 1"), Is.EqualTo(Rows));
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM Certificate"), Is.EqualTo(Rows));
        Assert.That(await CountAsync(database, "SELECT COUNT(DISTINCT DocumentId) FROM CertificateVersion"), Is.EqualTo(Rows));
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM Document"), Is.EqualTo(Rows));
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM CertificateEvent"), Is.EqualTo(Rows));
    }

    private static async Task<long> CountAsync(Database database, string statement) =>
        (await database.QueryAsync<long>(statement, null, CancellationToken.None)).Single();

    private static Task<IReadOnlyList<(long Row, string Number)>> NumbersAsync(TestIssuing issuing) =>
        issuing.Get<Database>().QueryAsync<(long, string)>(
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

    private static async Task UntilAsync(TestIssuing issuing, Guid batch, Func<BatchCounts, bool> holds)
    {
        for (var i = 0; i < 6_000; i++)
        {
            if (holds((await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None))!.Counts))
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail("The rows did not get there in five minutes.");
    }
}
