using System.Globalization;
using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Tests.Api;
using Certificates.Tests.Resilience;

namespace Certificates.Tests.Issuing;

/// <summary>
/// The power goes in the middle of issuing, again and again: SIGKILL of a real process, then a new one on the same folder. Ten times, or as
/// often as CERTIFICATES_TEST_KILLS says.
/// </summary>
[Category(Categories.Process)]
internal sealed class KillTests
{
    private const int FreshRows = 150, DoubledRows = 10;

    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("CERTIFICATES_TEST_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 10;

    [Test]
    public async Task Process_KilledInTheMiddleAgainAndAgain_EveryBatchEnds_AndEachPersonHasOneCertificateWithTheNumberReserved()
    {
        await using var issuing = await TestIssuing.OpenAsync(TimeProvider.System.GetUtcNow(), embedded: true);
        var (kills, random, batches) = (Kills, new Random(20261129), Kills + 2);
        await SendAsync(issuing, batches);
        var (reserved, unfinished) = (new Dictionary<(string Batch, long Row), string>(), 0);

        for (var kill = 1; kill <= kills; kill++)
        {
            using var process = ApiProcess.Serve(issuing.Folder, "--Issuing:GroupSize=25");
            var before = await CountAsync(issuing, "SELECT COUNT(*) FROM BatchRow WHERE Outcome = 1");
            var enough = before + random.Next(1, 80);
            await UntilAsync(issuing, $"SELECT COUNT(*) >= {enough} FROM BatchRow WHERE Outcome = 1");
            await Task.Delay(random.Next(30));
            await process.KillAsync();

            Assert.That(await CountAsync(issuing, "SELECT COUNT(*) FROM BatchRow WHERE Outcome = 0"), Is.Positive, $"kill {kill} was not in the middle");
            unfinished += await CountAsync(issuing, "SELECT COUNT(*) FROM BatchRow WHERE Outcome = 0 AND CertificateId IS NOT NULL") > 0 ? 1 : 0;
            foreach (var (batch, row, number) in await NumbersAsync(issuing))
            {
                Assert.That(reserved.TryAdd((batch, row), number) || reserved[(batch, row)] == number, Is.True, $"kill {kill}: another number");
            }
        }

        using (var last = ApiProcess.Serve(issuing.Folder, "--Issuing:GroupSize=25"))
        {
            await UntilAsync(issuing, "SELECT COUNT(*) = 0 FROM BatchRow WHERE Outcome = 0");
            await last.KillAsync();
        }

        await TestContext.Out.WriteLineAsync($"{kills} kills, {unfinished} of them between reserving and completing; {batches} batches of {FreshRows + DoubledRows} rows");
        Assert.That(unfinished, Is.Positive, "no kill was between reserving and completing");
        await AssertAsync(issuing, batches, reserved);
    }

    private static async Task AssertAsync(TestIssuing issuing, int batches, Dictionary<(string Batch, long Row), string> reserved)
    {
        await IssuedOnce.AssertAsync(issuing, batches * FreshRows);
        var numbers = (await NumbersAsync(issuing)).ToDictionary(row => (row.Batch, row.Row), row => row.Number);
        Assert.That(reserved.Where(row => numbers.GetValueOrDefault(row.Key) != row.Value), Is.Empty, "a row lost the number it had");
        Assert.That(await CountAsync(issuing, "SELECT COUNT(*) FROM Batch WHERE Status <> 2"), Is.Zero, "batches that have not ended");
        Assert.That(await CountAsync(issuing, "SELECT COUNT(*) FROM BatchRow WHERE Outcome = 4"), Is.EqualTo((batches - 1) * DoubledRows));
        Assert.That(await CountAsync(issuing, "SELECT COUNT(*) FROM (SELECT HolderKey FROM Certificate GROUP BY HolderKey HAVING COUNT(*) > 1)"), Is.Zero);
        Assert.That(await CountAsync(issuing, "SELECT COUNT(*) FROM BatchRow WHERE LeaseOwner IS NOT NULL"), Is.Zero);
        Assert.That(((SqliteDialect)issuing.Get<Database>().Dialect).DamageOf(part: null, CancellationToken.None), Is.Null);
    }

    /// <summary>Sends batches that each end with people of the one before: the last rows of a batch are found to be duplicates.</summary>
    private static async Task SendAsync(TestIssuing issuing, int batches)
    {
        string[] before = [];
        for (var batch = 0; batch < batches; batch++)
        {
            var fresh = Csv.File(issued: FreshRows).Split('\n')[1..];
            var doubled = before.TakeLast(DoubledRows).Select((row, i) => $"D{batch}-{i}{row[row.IndexOf(',', StringComparison.Ordinal)..]}");
            var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(string.Join('\n', [Csv.Header, .. fresh, .. doubled])));
            Assert.That(received.TryGet(out _, out var refusals), Is.True, refusals?.First.Message);
            issuing.Clock.Advance(TimeSpan.FromMilliseconds(2));
            before = fresh;
        }
    }

    private static async Task<long> CountAsync(TestIssuing issuing, string statement) =>
        (await issuing.Get<Database>().QueryAsync<long>(statement, null, CancellationToken.None)).Single();

    private static Task<IReadOnlyList<(string Batch, long Row, string Number)>> NumbersAsync(TestIssuing issuing) =>
        issuing.Get<Database>().QueryAsync<(string, long, string)>(
            "SELECT r.BatchId, r.Row, c.Number FROM BatchRow r JOIN Certificate c ON c.Id = r.CertificateId", null, CancellationToken.None);

    private static async Task UntilAsync(TestIssuing issuing, string holds)
    {
        for (var i = 0; i < 60_000; i++)
        {
            if (await CountAsync(issuing, holds) == 1)
            {
                return;
            }

            await Task.Delay(5);
        }

        Assert.Fail($"The rows did not get there in five minutes: {holds}");
    }
}
