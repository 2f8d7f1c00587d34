using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Resilience;

/// <summary>What must hold of a register however its processes died: every row led to one certificate, and none to two.</summary>
internal static class IssuedOnce
{
    /// <summary>Waits until the counts of a batch are as they shall be.</summary>
    public static async Task<BatchCounts> UntilAsync(TestIssuing issuing, Guid batch, Func<BatchCounts, bool> holds)
    {
        for (var i = 0; i < 6_000; i++)
        {
            if ((await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None))!.Counts is var counts && holds(counts))
            {
                return counts;
            }

            await Task.Delay(50);
        }

        var last = (await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None))!.Counts;
        Assert.Fail($"The rows did not get there in five minutes: {last}.");
        throw new TimeoutException();
    }

    /// <summary>Asserts it of a register with one batch, all of whose rows could be issued.</summary>
    public static async Task AssertAsync(TestIssuing issuing, int rows)
    {
        var database = issuing.Get<Database>();
        async Task<long> CountAsync(string statement) => (await database.QueryAsync<long>(statement, null, CancellationToken.None)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await CountAsync("SELECT COUNT(*) FROM BatchRow WHERE Outcome = 1"), Is.EqualTo(rows));
            Assert.That(await CountAsync("SELECT COUNT(DISTINCT c.Number) FROM BatchRow r JOIN Certificate c ON c.Id = r.CertificateId"), Is.EqualTo(rows));
            Assert.That(await CountAsync("SELECT COUNT(*) FROM Certificate WHERE Status = 1"), Is.EqualTo(rows));
            Assert.That(await CountAsync("SELECT COUNT(*) FROM Certificate"), Is.EqualTo(rows));
            Assert.That(await CountAsync("SELECT COUNT(DISTINCT DocumentId) FROM CertificateVersion"), Is.EqualTo(rows));
            Assert.That(await CountAsync("SELECT COUNT(*) FROM Document"), Is.EqualTo(rows));
            Assert.That(await CountAsync("SELECT COUNT(*) FROM CertificateEvent"), Is.EqualTo(rows));
        }
    }
}
