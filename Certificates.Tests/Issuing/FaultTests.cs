using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Issuing;
using Certificates.Tests.Api;

namespace Certificates.Tests.Issuing;

/// <summary>One INSERT fails in the real database: what survives, and what the next run makes of it.</summary>
[Category(Categories.Faults)]
internal sealed class FaultTests
{
    [TestCase("Certificate")]
    [TestCase("CertificateVersion")]
    [TestCase("Document")]
    [TestCase("CertificateEvent")]
    public async Task Insert_FailsOnceInTheMiddle_LeavesNothingByHalfAndEachRowIsIssuedOnce(string table)
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        var batch = await ReceiveAsync(issuing, Csv.File(issued: 40));
        var database = issuing.Get<Database>();
        await database.ExecuteAsync(
            $"CREATE TRIGGER Fault BEFORE INSERT ON {table} WHEN (SELECT COUNT(*) FROM {table}) = 7 BEGIN SELECT RAISE(ABORT, 'fault'); END",
            null,
            CancellationToken.None);

        var group = await TryIssueAsync(issuing);
        var completed = await CountAsync(database, "SELECT COUNT(*) FROM Certificate WHERE Status = 1");
        var counts = (await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None))!.Counts;
        await database.ExecuteAsync("DROP TRIGGER Fault", null, CancellationToken.None);
        issuing.Clock.Advance(TimeSpan.FromMinutes(5));
        var summary = await issuing.IssueAsync(batch);

        Assert.Multiple(() =>
        {
            Assert.That(group, Is.Not.Null, "the fault did not show");
            Assert.That(completed, Is.Zero, "a group is completed in one transaction");
            Assert.That(counts, Is.EqualTo(new BatchCounts(40, 40, 0, 0, 0, 0)));
            Assert.That(summary.Counts.Issued, Is.EqualTo(40));
        });
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM Certificate"), Is.EqualTo(40));
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM Document"), Is.EqualTo(40));
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM CertificateEvent"), Is.EqualTo(40));
    }

    [Test]
    public async Task Row_CannotBeDecrypted_WaitsAloneAndTheOthersAreIssued()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        var batch = await ReceiveAsync(issuing, Csv.File(issued: 10));
        var database = issuing.Get<Database>();
        await database.ExecuteAsync("UPDATE BatchRow SET SentCipher = zeroblob(80) WHERE Row = 4", null, CancellationToken.None);

        Assert.That(await TryIssueAsync(issuing), Is.Null);

        var counts = (await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None))!.Counts;
        Assert.That(counts, Is.EqualTo(new BatchCounts(10, 1, 9, 0, 0, 0)));
    }

    [Test]
    public async Task Intake_InsertFails_KeepsNothing()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        var database = issuing.Get<Database>();
        await database.ExecuteAsync(
            "CREATE TRIGGER Fault BEFORE INSERT ON BatchRow WHEN NEW.Row = 7 BEGIN SELECT RAISE(ABORT, 'fault'); END",
            null,
            CancellationToken.None);

        Assert.That(() => issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 10))), Throws.Exception);
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM Batch"), Is.Zero);
        Assert.That(await CountAsync(database, "SELECT COUNT(*) FROM BatchRow"), Is.Zero);
        Assert.That(Directory.GetFiles(Path.Combine(issuing.Folder, "spool")), Is.Empty);
    }

    private static async Task<Exception?> TryIssueAsync(TestIssuing issuing)
    {
        try
        {
            await issuing.Get<IssuingPipeline>().RunGroupAsync(CancellationToken.None);
            return null;
        }
        catch (Microsoft.Data.Sqlite.SqliteException fault)
        {
            return fault;
        }
    }

    private static async Task<Guid> ReceiveAsync(TestIssuing issuing, string csv)
    {
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(csv));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }

    private static async Task<long> CountAsync(Database database, string statement) =>
        (await database.QueryAsync<long>(statement, null, CancellationToken.None)).Single();
}
