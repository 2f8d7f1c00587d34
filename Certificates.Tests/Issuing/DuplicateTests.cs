using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Intake;
using Certificates.Tests.Api;

namespace Certificates.Tests.Issuing;

internal sealed class DuplicateTests
{
    private const string Person = "张敏,居民身份证,991643199201143758,2-02-38-04,云计算运维,高级,73,61.5,2026-04-25";

    [Test]
    public async Task SamePersonTwiceInAFile_TheFirstIsIssued_TheSecondIsADuplicateThatNamesItsNumber()
    {
        await using var issuing = await TestIssuing.OpenAsync();

        var rows = await RowsAsync(issuing, await ReceiveAsync(issuing, $"A1,{Person}", $"A2,{Person}"));

        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(r => r.Outcome), Is.EqualTo(new[] { RowOutcome.Issued, RowOutcome.Duplicate }));
            Assert.That(rows[1].Reasons.Single().Code.Code, Is.EqualTo("certificate_exists"));
            Assert.That(rows[1].Reasons.Single().Message, Does.Contain(rows[0].CertificateNumber));
        });
    }

    [Test]
    public async Task SamePersonInTwoFilesAtOnce_IsIssuedOnce()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var first = await ReceiveAsync(issuing, $"A1,{Person}");
        var second = await ReceiveAsync(issuing, $"B1,{Person}");

        await issuing.IssueAsync(first);
        var outcomes = (await RowsAsync(issuing, first)).Concat(await RowsAsync(issuing, second)).Select(r => r.Outcome);

        Assert.That(outcomes, Is.EquivalentTo(new[] { RowOutcome.Issued, RowOutcome.Duplicate }), "which comes first is the order of arrival");
    }

    [Test]
    public async Task SamePassportNumber_OfTwoNames_IsTwoPeople()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        const string passport = "护照,E12345678,2-02-38-04,云计算运维,高级,73,61.5,2026-04-25";

        var rows = await RowsAsync(issuing, await ReceiveAsync(issuing, $"A1,Anna Meier,{passport}", $"A2,John Smith,{passport}", $"A3,ANNA MEIER,{passport}"));

        Assert.That(rows.Select(r => r.Outcome), Is.EqualTo(new[] { RowOutcome.Issued, RowOutcome.Issued, RowOutcome.Duplicate }));
    }

    [Test]
    public async Task SharedCandidateNumber_RejectsAllRowsThatShareIt()
    {
        await using var issuing = await TestIssuing.OpenAsync();

        var rows = await RowsAsync(issuing, await ReceiveAsync(issuing, $"A1,{Person}", $"A2,{Person.Replace("高级", "中级", StringComparison.Ordinal)}", $"a1,{Person}"));

        Assert.That(
            rows.Select(r => r.Outcome),
            Is.EqualTo(new[] { RowOutcome.Rejected, RowOutcome.Issued, RowOutcome.Rejected }));
        Assert.That(rows[0].Reasons.Single().Code.Code, Is.EqualTo("candidate_number_duplicated"));
    }

    [Test]
    public async Task IdempotencyKey_SameBytes_GivesTheSameBatch_OtherBytesConflict()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var file = File($"A1,{Person}");
        var first = await issuing.SendAsync(file, "key-1");

        var again = await issuing.SendAsync(file, "key-1");
        var other = await issuing.SendAsync(File($"A9,{Person}"), "key-1");

        Assert.That(first.TryGet(out var one, out _) && again.TryGet(out var two, out _) && two.IsReplay && two.Batch.Id == one.Batch.Id, Is.True);
        Assert.That(other.Refusals?.First.Code.Code, Is.EqualTo("idempotency_conflict"));
    }

    private static byte[] File(params string[] rows) => Encoding.UTF8.GetBytes(string.Join('\n', [Csv.Header, .. rows]));

    private static async Task<Guid> ReceiveAsync(TestIssuing issuing, params string[] rows)
    {
        var received = await issuing.SendAsync(File(rows));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }

    private static async Task<IReadOnlyList<BatchRow>> RowsAsync(TestIssuing issuing, Guid batch)
    {
        await issuing.IssueAsync(batch);
        return (await issuing.Batches.RowsAsync(batch, null, null, 1000, CancellationToken.None)).Items;
    }
}
