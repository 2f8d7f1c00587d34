using System.Text;
using Certificates.Core;
using Certificates.Core.Data;
using Certificates.Core.Register.Searching;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Api.Searching;

/// <summary>A register that an earlier version made: names are found before they have their form, while they get it, and after.</summary>
internal sealed class SearchNamesTests
{
    private static readonly string[] Names = ["王 芳", "阿依古丽·买买提", "Anna Müller", "SMITH, JOHN", "ﬁona o'neill"];

    [Test]
    public async Task Names_OnRecordWithoutForm_AreFoundByEverySpelling()
    {
        await using var issuing = await MadeBeforeAsync();
        (string Typed, int Row)[] spellings = [("王芳", 1), ("王　芳", 1), ("阿依古丽.买买提", 2), ("ANNA MULLER", 3), ("John Smith", 0), ("Smith John", 4), ("FIONA O’NEILL", 5)];

        foreach (var filled in new[] { false, true })
        {
            foreach (var (typed, row) in spellings)
            {
                Assert.That(await RowsAsync(issuing, new SearchQuestion(Name: typed)), Is.EqualTo(row == 0 ? [] : new long[] { row }), $"{typed} {filled}");
                Assert.That(await RowsAsync(issuing, new SearchQuestion(Name: typed, CandidateNumber: "N1")), Is.EqualTo(row == 1 ? new long[] { 1 } : []), typed);
            }

            Assert.That(await issuing.Get<SearchNames>().FillAsync(CancellationToken.None), Is.EqualTo(filled ? 0 : Names.Length));
        }

        Assert.That(await issuing.Get<Database>().FindAsync<long>("SELECT COUNT(*) FROM CertificateVersion WHERE SearchForm <> 1 OR SearchName IS NULL", null, CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task Names_HalfOfThemWithForm_AreOnePageInOrder()
    {
        await using var issuing = await MadeBeforeAsync();
        await SetNamesAsync(issuing, ["王芳", "王 芳", "王芳", "王　芳", "王芳"]);
        await issuing.Get<SearchNames>().FillAsync(CancellationToken.None);
        await issuing.Get<Database>().ExecuteAsync("UPDATE CertificateVersion SET SearchForm = 0, SearchName = NULL WHERE CertificateId > 2", null, CancellationToken.None);

        var first = await PageAsync(issuing, new SearchQuestion(Name: "王芳", Limit: 3));
        var rest = await PageAsync(issuing, new SearchQuestion(Name: "王芳", Limit: 3, After: first.Next));

        Assert.That(first.Items.Concat(rest.Items).Select(item => item.Row), Is.EqualTo(new long?[] { 5, 4, 3, 2, 1 }));
        Assert.That(rest.Next, Is.Null);
    }

    /// <summary>Five certificates whose names stand as an earlier version may have taken them in.</summary>
    private static async Task<TestIssuing> MadeBeforeAsync()
    {
        var issuing = await TestIssuing.OpenAsync();
        var rows = Enumerable.Range(1, Names.Length).Select(i => $"N{i},余敏静,居民身份证,{Csv.ResidentId(i)},2-02-38-04,云计算运维,高级,73,61.5,2026-04-25");
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes($"{Csv.Header}\n{string.Join('\n', rows)}"));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await issuing.IssueAsync(reception!.Batch.Id);
        await SetNamesAsync(issuing, Names);
        return issuing;
    }

    private static async Task SetNamesAsync(TestIssuing issuing, string[] names)
    {
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
        {
            await issuing.Get<Database>().ExecuteAsync(
                "UPDATE CertificateVersion SET Name = @name, SearchName = NULL, SearchForm = 0 WHERE Row = @row", new { name, row = i + 1 }, CancellationToken.None);
        }
    }

    private static async Task<IEnumerable<long>> RowsAsync(TestIssuing issuing, SearchQuestion question) =>
        (await PageAsync(issuing, question)).Items.Select(item => item.Row!.Value);

    private static async Task<Page<FoundCertificate>> PageAsync(TestIssuing issuing, SearchQuestion question)
    {
        var found = await issuing.Get<CertificateSearch>().FindAsync(question, issuing.Sender, CancellationToken.None);
        Assert.That(found.TryGet(out var page, out var refusals), Is.True, refusals?.First.Message);
        return page!;
    }
}
