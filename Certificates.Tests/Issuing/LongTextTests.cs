using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Intake;
using Certificates.Tests.Api;
using Certificates.Tests.Data.SqlServer;
using Microsoft.SqlServer.Dac.Model;

namespace Certificates.Tests.Issuing;

/// <summary>What is too long for a column of SQL Server is its row's fault on every database, and never the file's.</summary>
internal sealed class LongTextTests
{
    private static readonly string Long = new('长', 3_000);

    [TestCase(33)]
    [TestCase(65)]
    [TestCase(3_000)]
    public async Task CandidateNumber_TooLong_RejectsItsRow_AndTheOthersAreIssued(int length)
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var (alone, shared) = (new string('7', length), new string('8', length));

        var rows = await RowsAsync(issuing, $"{Csv.Row(candidate: alone)}\n{Csv.Row()}\n{Csv.Row(candidate: shared)}\n{Csv.Row(candidate: shared)}");

        Assert.That(rows.Select(row => row.Outcome), Is.EqualTo(
            new[] { RowOutcome.Rejected, RowOutcome.Issued, RowOutcome.Rejected, RowOutcome.Rejected }));
        Assert.That(rows[0].Reasons.Select(reason => reason.Code.Code), Is.EqualTo(new[] { "row_malformed" }));
        Assert.That(rows[2].Reasons.Select(reason => reason.Code.Code), Is.EqualTo(new[] { "candidate_number_duplicated", "row_malformed" }));
        Assert.That(rows[0].Sent.Fields[0], Is.EqualTo(alone), "the row is told back as it was sent");
    }

    [Test]
    public async Task TextThatIsLong_InAnyColumnOfAFile_FitsEveryColumnOfTheDatabase()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        var columns = Csv.Header.Split(',').Length;
        var file = string.Join('\n', Enumerable.Range(0, columns).Select(column =>
        {
            var fields = Csv.Row().Split(',');
            fields[column] = Long;
            return string.Join(',', fields);
        }));

        var rows = await RowsAsync(issuing, file);

        Assert.That(rows.Select(row => row.Outcome), Has.All.EqualTo(RowOutcome.Rejected));
        using var model = RegisterModel.Open();
        foreach (var table in model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass).Where(table => table.Name.Parts[^1] is "Batch" or "BatchRow"))
        {
            foreach (var column in table.GetReferenced(Table.Columns).Where(column => column.GetProperty<int>(Column.Length) > 0
                && column.GetReferenced(Column.DataType).Single().Name.Parts[^1] is "varchar" or "nvarchar"))
            {
                var longest = await issuing.Get<Database>().FindAsync<long?>(
                    $"SELECT MAX(length({column.Name.Parts[^1]})) FROM {table.Name.Parts[^1]}", null, CancellationToken.None);
                Assert.That(longest ?? 0, Is.LessThanOrEqualTo(column.GetProperty<int>(Column.Length)), column.Name.ToString());
            }
        }
    }

    private static async Task<IReadOnlyList<BatchRow>> RowsAsync(TestIssuing issuing, string rows)
    {
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes($"{Csv.Header}\n{rows}"), idempotencyKey: new string('k', 200));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await issuing.IssueAsync(reception!.Batch.Id);
        return (await issuing.Batches.RowsAsync(reception.Batch.Id, null, null, 1000, CancellationToken.None)).Items;
    }
}
