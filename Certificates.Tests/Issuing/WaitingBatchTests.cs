using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Issuing;
using Certificates.Core.Register;
using Certificates.Tests.Api;

namespace Certificates.Tests.Issuing;

/// <summary>Batches that wait, and the instant that counts when they have waited long.</summary>
internal sealed class WaitingBatchTests
{
    // New Year's Eve in China, when it still is the year before in UTC.
    private static readonly DateTimeOffset Eve = new(2026, 12, 31, 14, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Batch_ApprovedInTheNextYear_HasNumbersAndDayOfTheApproval()
    {
        await using var issuing = await TestIssuing.OpenAsync(Eve);
        await SetAsync(issuing, "NeedsApproval = 1");
        var batch = await ReceiveAsync(issuing);
        issuing.Clock.Advance(TimeSpan.FromHours(3));
        var approver = await KeyAsync(issuing, ApiKeyRole.Approver);

        var approved = await issuing.Get<BatchDecisions>().ApproveAsync(batch, approver, CancellationToken.None);
        var summary = await issuing.IssueAsync(batch);

        Assert.That(approved.TryGet(out _, out var refusals), Is.True, refusals?.First.Code.Code);
        var issued = await issuing.Get<CertificateReader>().ByIdsAsync([1], CancellationToken.None);
        Assert.That((summary.Counts.Issued, issued[0].IssuedOn, issued[0].Number[11..13]), Is.EqualTo((1L, new DateOnly(2027, 1, 1), "27")));
    }

    [Test]
    public async Task Batch_ThatWaits_WaitsOverEveryRestart()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        await SetAsync(issuing, "NeedsApproval = 1, PublicityDays = 2");
        var batch = await ReceiveAsync(issuing);
        var approver = await KeyAsync(issuing, ApiKeyRole.Approver);
        await issuing.RestartAsync();
        var waiting = await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None);
        Assert.That((await issuing.Get<BatchDecisions>().ApproveAsync(batch, approver, CancellationToken.None)).TryGet(out var approved, out _), Is.True);
        issuing.Clock.Advance(TimeSpan.FromDays(1));
        await issuing.RestartAsync();
        var open = await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None);
        issuing.Clock.Advance(TimeSpan.FromDays(2));
        var done = await issuing.IssueAsync(batch);

        Assert.That((waiting!.Status, open!.Status, open.Counts.Pending), Is.EqualTo((BatchStatus.AwaitingApproval, BatchStatus.Issuing, 1L)));
        Assert.That(open.PublicUntil, Is.EqualTo(approved!.PublicUntil).And.Not.Null);
        Assert.That(done.Counts.Issued, Is.EqualTo(1));
    }

    [TestCase(0, null)]
    [TestCase(1, "2027-01-01T16:00:00Z")]
    [TestCase(5, "2027-01-05T16:00:00Z")]
    public void PublicityPeriod_Always_EndsAtMidnightInChinaBehindItsLastDay(int days, string? end) =>
        Assert.That(PublicityPeriod.EndOf(Eve, days), Is.EqualTo(end is null ? null : DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture)));

    [Test]
    public async Task Batch_OfAnInstitutionFrozenMeanwhile_WaitsUntilItIsLifted()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var batch = await ReceiveAsync(issuing);
        await SetAsync(issuing, "State = 2");
        using (var stop = new CancellationTokenSource())
        {
            var run = issuing.Get<IssuingRun>().RunAsync(stop.Token);
            for (var i = 0; i < 10; i++)
            {
                await Task.Delay(20, stop.Token);
                issuing.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            await stop.CancelAsync();
            await run;
        }

        var frozen = await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None);
        await SetAsync(issuing, "State = 1");
        var lifted = await issuing.IssueAsync(batch);

        Assert.That((frozen!.Counts.Pending, lifted.Counts.Issued), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public async Task File_OfAFrozenInstitution_IsRefusedWholeAndNothingIsKept()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        await SetAsync(issuing, "State = 2");

        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File()), idempotencyKey: "once");

        Assert.That(received.TryGet(out _, out var refusals), Is.False);
        Assert.That(refusals!.First.Code.Code, Is.EqualTo("institution_not_authorised"));
        Assert.That(refusals.First.Message, Does.Contain("frozen since 2021-10-01"));
        await SetAsync(issuing, "State = 1");
        Assert.That((await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File()), idempotencyKey: "once")).TryGet(out _, out _), Is.True);
    }

    private static async Task<Guid> ReceiveAsync(TestIssuing issuing)
    {
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File()));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }

    private static async Task<ApiKey> KeyAsync(TestIssuing issuing, ApiKeyRole role)
    {
        var made = await issuing.Get<ApiKeys>().CreateAsync(role, "0001", $"tests {role}", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out var refusals), Is.True, refusals?.First.Message);
        return key.Key;
    }

    private static async Task SetAsync(TestIssuing issuing, string assignment) => await issuing.Get<Database>().ExecuteAsync(
        $"UPDATE InstitutionVersion SET {assignment} WHERE InstitutionId = 1; UPDATE IdSeries SET Next = Next + 1 WHERE Name = 'DirectoryChange'",
        null,
        CancellationToken.None);
}
