using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Register;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Bulk;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;

namespace Certificates.Tests.Verifying;

internal sealed class BulkCheckTests : VerifyingTests
{
    private const string Id = "991643199201143758";
    private static int _keys;

    [SetUp]
    public void TakeAnotherKey() => Key = Key with { Id = Interlocked.Increment(ref _keys) };

    [Test]
    public async Task WriteAsync_Csv_KeepsOrderAndColumnsAndSaysWhatEachRowLacks()
    {
        await Verifying.SetStatusAsync(Issued, CertificateStatus.Revoked);
        var lines = await CheckAsync($"""
            部门,证书编号,姓名,证件号码
            =1+1,{Issued.Number},余敏静,
            ,{Issued.Number},余敏,
            甲,,余敏静,{Id}

            乙,Z00011101042610000123K,余敏静,
            丙,,余敏静,
            丁,S000044010003224000123,余敏静,
            戊,{(await Verifying.CertificateOfAsync("陈大文")).Number},陈大文,H12345678
            """);

        var institution = Issued.InstitutionName;
        var (other, grade) = (await Verifying.CertificateOfAsync("陈大文"), "专业技术等级证书");
        var junior = (await Verifying.AskAsync(null, "余敏静", Id)).Items[1].Certificate!.Number;
        var asOf = Verifying.Issuing.Clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var facts = $"{Issued.OccupationName},云计算运维,高级,{institution},2026-11-23,{asOf},{grade}";
        var lower = facts.Replace("高级", "中级", StringComparison.Ordinal);
        Assert.That(lines, Is.EqualTo(new[]
        {
            "部门,证书编号,姓名,证件号码,查验结果,状态,原因,职业,方向,等级,评价机构,发证日期,数据时间,证书种类,证书编号(查到),已核对",
            $"\"'=1+1\",{Issued.Number},余敏静,,无效,已撤销,已撤销 2026-12-02,{facts},{Issued.Number},证书编号、姓名",
            $",{Issued.Number},余敏,,未查询到,,,,,,,,{asOf},,,",
            $"甲,,余敏静,{Id},无效,已撤销,已撤销 2026-12-02,{facts},{Issued.Number},姓名、证件号码",
            $"甲,,余敏静,{Id},有效,有效,,{lower},{junior},姓名、证件号码",
            $"乙,Z00011101042610000123K,余敏静,,未查询到,,证书编号有误，请与证书核对；证书编号：末位校验码不符,,,,,,{asOf},,,",
            "丙,,余敏静,,信息不全,,缺证书编号；缺证件号码,,,,,,,,,",
            $"丁,S000044010003224000123,余敏静,,未查询到,,职业技能等级证书 http://zscx.osta.org.cn,,,,,,{asOf},,,",
            $"戊,{other.Number},陈大文,H12345678,有效,有效,,{lower},{other.Number},证书编号、姓名、证件号码",
        }));
    }

    [Test]
    public async Task WriteAsync_EnglishHeaders_AnswersInCodes()
    {
        var lines = await CheckAsync($"NUMBER,name\n{Issued.Number},余敏静\n,余敏静\n");

        Assert.That(lines[0], Does.EndWith("result,status,reasons,occupation,direction,grade,institution,issuedOn,asOf,kind,foundNumber,compared"));
        Assert.That(lines[1], Does.StartWith($"{Issued.Number},余敏静,valid,valid,,").And.Contain(",senior,").And.EndWith(",\"number, name\""));
        Assert.That(lines[2], Does.StartWith(",余敏静,incomplete,,number missing; idNumber missing,"));
    }

    [Test]
    public async Task WriteAsync_Xlsx_IsReadByTheLibraryWithTheSameAnswers()
    {
        using var sent = new MemoryStream();
        await sent.SaveAsAsync(new[]
        {
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["备注"] = "=HYPERLINK(\"x\")", ["证书编号"] = Issued.Number, ["姓名"] = "余敏静" },
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["备注"] = "a<b\u0001&c", ["证书编号"] = Issued.Number, ["姓名"] = "夏博" },
        });
        var output = new MemoryStream();

        using (var writing = await (await OpenAsync(sent)).OpenWritingAsync(CancellationToken.None))
        {
            await writing.WriteAsync(output, CancellationToken.None);
        }

        output.Position = 0;
        var rows = output.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.That(rows.Select(row => row["查验结果"]), Is.EqualTo(new[] { "有效", "未查询到" }));
        Assert.That(rows.Select(row => row["备注"]), Is.EqualTo(new[] { "=HYPERLINK(\"x\")", "a<b\u0001&c" }), "what was sent stays");
        Assert.That(rows[0]["等级"], Is.EqualTo("高级"));
    }

    [Test]
    public async Task ResultsAsync_Json_KeepsReferencesAndGivesVerdicts()
    {
        var run = await OpenAsync($$"""{"items":[{"number":"{{Issued.Number}}","name":"余敏静","reference":"a"},{"name":"余敏静","idNumber":"{{Id}}","reference":"b"},{"reference":"c"}]}""");

        var results = await run.ResultsAsync(CancellationToken.None).ToListAsync();

        Assert.That((run.Form, run.Rows, run.Done), Is.EqualTo((FileForm.Json, 3, 3)));
        Assert.That(results.Select(r => (r.Reference, r.Verdicts.Count, r.Missing.Count)), Is.EqualTo(new[] { ("a", 1, 0), ("b", 2, 0), ("c", 0, 3) }));
    }

    [Test]
    public async Task ResultsAsync_ManyRows_AnswersEachAsTheSingleQuestionIs()
    {
        (string? Number, string? Name, string? Id)[] kinds =
        [
            (Issued.Number, "余敏静", null), (Issued.Number, "余敏", null), (Issued.Number, null, Id), (null, "余敏静", Id),
            (null, "陈大文", "H1234567899"), ("Z00011101042610000123J", "余敏静", null), (null, "anne-marie o'neill", "x7654321"),
        ];
        int[] misses = [1, 5];
        int Kind(int i) => misses.Contains(i % kinds.Length) && i / kinds.Length >= 19 ? 0 : i % kinds.Length;
        var rows = Enumerable.Range(0, 1234).Select(i => kinds[Kind(i)]).ToList();
        var run = await OpenAsync("number,name,idNumber\n" + string.Concat(rows.Select(row => $"{row.Number},{row.Name},{row.Id}\n")));

        var results = await run.ResultsAsync(CancellationToken.None).ToListAsync();

        var single = new List<VerdictKind[]>();
        foreach (var (number, name, id) in kinds)
        {
            var answer = await Verifying.AskAsync(number, name, id);
            single.Add(answer.Single is { } verdict ? [verdict.Kind] : [.. answer.Items.Select(item => item.Kind)]);
        }

        Assert.That(results.Select(r => r.Verdicts.Select(v => v.Kind).ToArray()), Is.EqualTo(rows.Select((_, i) => single[Kind(i)])));
        Assert.That(results.Select(r => r.Row), Is.EqualTo(Enumerable.Range(1, 1234)));
    }

    [Test]
    public async Task ResultsAsync_TooManyMissesByNameAndId_StopsAndWithholdsTheRest()
    {
        var guesses = string.Concat(Enumerable.Range(1, 510).Select(i => $"余敏静,{ResidentIds.Of(i)}\n"));
        var run = await OpenAsync($"name,idNumber\n{guesses}余敏静,{Id}\n");

        var results = await run.ResultsAsync(CancellationToken.None).ToListAsync();

        Assert.That(run.IsStopped, Is.True);
        Assert.That(results[..500].SelectMany(r => r.Verdicts).Select(v => v.Kind), Is.All.EqualTo(VerdictKind.NotFound));
        Assert.That(results[500..].Select(r => (r.Verdicts.Single().Kind, r.Verdicts.Single().Reasons.Single())), Is.All.EqualTo((VerdictKind.Unavailable, "too_many_misses")));
        Assert.That(results, Has.Count.EqualTo(511));
    }

    /// <summary>A guesser learns nothing from numbers that nobody can have; a list full of slips is read to its end.</summary>
    [Test]
    public async Task ResultsAsync_IdNumbersThatNobodyCanHave_CountNeitherAsMissesNorAsRight()
    {
        var slips = string.Concat(Enumerable.Range(0, 600).Select(i => $"余敏静,{ResidentIds.Of(i)[..17]}\n"));
        var guesses = string.Concat(Enumerable.Range(0, 510).Select(i => $"余敏静,{ResidentIds.Of(i)}\n"));
        var run = await OpenAsync($"name,idNumber\n{slips}{guesses}余敏静,{Id}\n");

        var results = await run.ResultsAsync(CancellationToken.None).ToListAsync();

        Assert.That(results[..1100].Select(r => r.Verdicts.Single().Kind), Is.All.EqualTo(VerdictKind.NotFound));
        Assert.That(results[1100..].Select(r => r.Verdicts.Single().Kind), Is.All.EqualTo(VerdictKind.Unavailable));
    }

    /// <summary>Whoever checks many may miss many: a fifth of the day's rows, where that is more than five hundred.</summary>
    [Test]
    public async Task ResultsAsync_MissesBesideManyRightRows_StopAtAFifthOfThem()
    {
        const int right = 2_400, most = right / 4;
        var rows = string.Concat(Enumerable.Repeat($"余敏静,{Id}\n", right)) + string.Concat(Enumerable.Range(1, most + 10).Select(i => $"余敏静,{ResidentIds.Of(i)}\n"));
        var run = await OpenAsync($"name,idNumber\n{rows}");

        var results = await run.ResultsAsync(CancellationToken.None).ToListAsync();

        Assert.That(results[..right].Select(r => r.Verdicts[0].Kind), Is.All.EqualTo(VerdictKind.Valid));
        Assert.That(results[right..(right + most)].Select(r => r.Verdicts.Single().Kind), Is.All.EqualTo(VerdictKind.NotFound));
        Assert.That(results[(right + most)..].Select(r => r.Verdicts.Single().Reasons.SingleOrDefault()), Is.All.EqualTo("too_many_misses"));
    }

    [Test]
    public async Task ResultsAsync_MissesByNumber_NeverStop()
    {
        var run = await OpenAsync("number,name\n" + string.Concat(Enumerable.Repeat($"{Issued.Number},夏博\n", 200)));

        var results = await run.ResultsAsync(CancellationToken.None).ToListAsync();

        Assert.That(run.IsStopped, Is.False);
        Assert.That(results.Count(r => r.Verdicts.Single().Kind == VerdictKind.NotFound), Is.EqualTo(20), "the rest of that number is withheld");
    }

    [Test]
    [Category(Categories.Faults)]
    public async Task ResultsAsync_OutageOnTheWay_IsSaidPerRow()
    {
        var run = await OpenAsync("number,name\n" + string.Concat(Enumerable.Repeat($"{Issued.Number},余敏静\n", 1500)));
        var kinds = new List<VerdictKind>();
        await foreach (var result in run.ResultsAsync(CancellationToken.None))
        {
            kinds.Add(result.Verdicts.Single().Kind);
            Verifying.Register.IsDown = result.Row is >= 500 and < 1000;
        }

        Assert.That(kinds[..500].Concat(kinds[1000..]), Is.All.EqualTo(VerdictKind.Valid));
        Assert.That(kinds[500..1000], Is.All.EqualTo(VerdictKind.Unavailable));
    }

    [Test]
    public async Task ResultsAsync_EveryRun_IsInTheAuditTrailWithoutNames()
    {
        var list = $"number,name\n{Issued.Number},余敏静\n{Issued.Number},夏博\n,夏博\n";
        await (await OpenAsync(list)).ResultsAsync(CancellationToken.None).ToListAsync();

        var run = (await Verifying.Get<DeskCheckRuns>().ListAsync(CancellationToken.None))[^1];

        Assert.That((run.KeyId, run.Purpose, run.At), Is.EqualTo(((long?)Key.Id, "职称评审", Verifying.Issuing.Clock.GetUtcNow())));
        Assert.That((run.Rows, run.Valid, run.NotValid, run.NotFound, run.Incomplete, run.Unavailable), Is.EqualTo((3L, 1L, 0L, 1L, 1L, 0L)));
        Assert.That(run.ListHash, Is.EqualTo(SHA256.HashData(Encoding.UTF8.GetBytes(list))));
    }

    [TestCase("number,name\nx,y\n", " ", "purpose_missing")]
    [TestCase("number,地址\nx,y\n", "p", "columns_missing")]
    [TestCase("number,证书编号,name\nx,x,y\n", "p", "columns_duplicated")]
    [TestCase("number,name\n", "p", "file_empty")]
    [TestCase("", "p", "file_empty")]
    [TestCase("number,name\n\"x,y\n", "p", "file_unreadable")]
    [TestCase("{\"rows\":[]}", "p", "file_unreadable")]
    [TestCase("{\"items\":[{\"name\":\"\\ud842\"}]}", "p", "file_unreadable")]
    public async Task OpenAsync_ListThatCannotBeChecked_IsRefused(string list, string purpose, string code)
    {
        var opened = await Verifying.Get<BulkCheck>().OpenAsync(Stream(list), Key, purpose, default, null, CancellationToken.None);

        Assert.That(opened.Refusals!.First.Code.Code, Is.EqualTo(code));
    }

    [TestCase("无")]
    [TestCase("/")]
    [TestCase("—")]
    [TestCase("--")]
    [TestCase("未发证")]
    [TestCase("N/A")]
    [TestCase("***")]
    public async Task WordForNothing_InPlaceOfANumber_IsNotAsked(string word)
    {
        var junior = (await Verifying.AskAsync(null, "余敏静", Id)).Items[0].Certificate!.Number;
        var rows = await CheckAsync($"证书编号,姓名,证件号码\n{word},余敏静,{Id}\n{junior},余敏静,{word}\n{word},余敏静,{word}\n");
        var withoutKey = await Verifying.Get<BulkCheck>().OpenAsync(
            Stream($"number,name,idNumber\n{junior},余敏静,{word}\n"), null, null, default, null, CancellationToken.None);

        Assert.That(rows[1], Does.Contain(",有效,有效,").Or.Contain(",无效,"));
        Assert.That(rows.Single(row => row.StartsWith(junior, StringComparison.Ordinal)), Does.EndWith(",证书编号、姓名"));
        Assert.That(rows[^1], Does.Contain(",信息不全,,缺证书编号；缺证件号码,"));
        Assert.That(withoutKey.TryGet(out _, out _), Is.True);
    }

    [TestCase("第 2 行填写了证件号码", "Row 2 of the list has an ID number")]
    public async Task OpenAsync_WithoutKeyWithAnIdNumber_NamesTheRow(string chinese, string english)
    {
        var list = $"number,name,idNumber\n{Issued.Number},余敏静,\n{Issued.Number},余敏静,{Id}\n";

        var opened = await Verifying.Get<BulkCheck>().OpenAsync(Stream(list), null, null, default, null, CancellationToken.None);

        Assert.That(opened.Refusals!.First.Chinese, Does.Contain(chinese));
        Assert.That(opened.Refusals.First.Message, Does.Contain(english).And.Not.Contain(Id));
    }

    [Test]
    public async Task WriteAsync_CsvInGb18030_ComesBackInIt()
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        using var sent = new MemoryStream(gb.GetBytes($"证书编号,姓名\r\n{Issued.Number},余敏静\r\n"));
        using var writing = await (await OpenAsync(sent)).OpenWritingAsync(CancellationToken.None);
        using var output = new MemoryStream();
        await writing.WriteAsync(output, CancellationToken.None);

        Assert.That(writing.Charset, Is.EqualTo("gb18030").IgnoreCase);
        Assert.That(gb.GetString(output.ToArray()), Does.StartWith("证书编号,姓名,查验结果,").And.Contain("余敏静,有效,有效,"));
    }

    [TestCase(20, "", null)]
    [TestCase(21, "", "key_required")]
    [TestCase(1, Id, "key_required")]
    public async Task OpenAsync_WithoutKey_TakesTwentyRowsOfNumberAndName(int rows, string idNumber, string? code)
    {
        var list = "number,name,idNumber\n" + string.Concat(Enumerable.Repeat($"{Issued.Number},余敏静,{idNumber}\n", rows));

        var opened = await Verifying.Get<BulkCheck>().OpenAsync(Stream(list), null, null, default, null, CancellationToken.None);

        Assert.That(opened.Refusals?.First.Code.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task OpenAsync_QuotaUsedUp_IsRefusedUntilTomorrowInChina()
    {
        var key = Key;
        var store = Verifying.Get<DeskCheckRuns>();
        await store.TakeQuotaAsync(key.Id, Verifying.Issuing.Clock.Today(), 499_999, 500_000, CancellationToken.None);

        var two = await OpenWithAsync(key, 2);
        var one = await OpenWithAsync(key, 1);
        var more = await OpenWithAsync(key, 1);
        Verifying.Issuing.Clock.Advance(ChinaTime.StartOf(Verifying.Issuing.Clock.Today().AddDays(1)) - Verifying.Issuing.Clock.GetUtcNow());
        var tomorrow = await OpenWithAsync(key, 1);

        Assert.That(new[] { two.Refusals?.First.Code.Code, one.Refusals?.First.Code.Code, more.Refusals?.First.Code.Code, tomorrow.Refusals?.First.Code.Code },
            Is.EqualTo(new[] { "quota_used_up", null, "quota_used_up", null }));
    }

    /// <summary>A list is looked up in the register; that nobody can write down now who asked is no reason to say nothing.</summary>
    [Test]
    public async Task List_WhileTheDeskCannotBeWritten_IsCheckedWithinItsQuota_AndIsOnRecordOnceItCan()
    {
        const string fault = "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";
        var (desk, store) = (Verifying.Get<IServiceProvider>().GetRequiredKeyedService<Database>(Database.Desk), Verifying.Get<DeskCheckRuns>());
        var (key, today) = (Key, Verifying.Issuing.Clock.Today());
        await store.TakeQuotaAsync(key.Id, today, 499_997, 500_000, CancellationToken.None);
        await desk.ExecuteAsync(
            $"CREATE TRIGGER a BEFORE INSERT ON Quota {fault}; CREATE TRIGGER b BEFORE UPDATE ON Quota {fault}; CREATE TRIGGER c BEFORE INSERT ON CheckRun {fault}",
            null,
            CancellationToken.None);
        var runs = (await store.ListAsync(CancellationToken.None)).Count;
        var results = await (await OpenAsync($"number,name\n{Issued.Number},余敏静\n{Issued.Number},夏博\n")).ResultsAsync(CancellationToken.None).ToListAsync();
        var beyond = await OpenWithAsync(key, 2);
        var told = Verifying.Get<Desk>().WritingFault;

        await desk.ExecuteAsync("DROP TRIGGER a; DROP TRIGGER b; DROP TRIGGER c", null, CancellationToken.None);
        await Verifying.Get<Desk>().WriteBackAsync(CancellationToken.None);
        await Verifying.Get<Desk>().WriteBackAsync(CancellationToken.None);
        var (all, answered) = (await store.ListAsync(CancellationToken.None), await store.AnsweredAsync(key.Id, today, CancellationToken.None));

        Assert.That(results.Select(row => row.Verdicts.Single().Kind), Is.EqualTo(new[] { VerdictKind.Valid, VerdictKind.NotFound }));
        Assert.That(beyond.Refusals?.First.Code.Code, Is.EqualTo("quota_used_up"));
        Assert.That(told, Does.Contain("The desk could not be written"));
        Assert.That(Verifying.Get<Desk>().WritingFault, Is.Null);
        Assert.That(all, Has.Count.EqualTo(runs + 1));
        Assert.That((all[^1].KeyId, all[^1].Rows, all[^1].Valid, all[^1].NotFound), Is.EqualTo(((long?)key.Id, 2L, 1L, 1L)));
        Assert.That((await store.TakenAsync(key.Id, today, CancellationToken.None), answered.Answered, answered.Missed), Is.EqualTo((499_999L, 2L, 1L)));
    }

    /// <summary>A key of the test's own: what others miss is not counted.</summary>
    private ApiKey Key { get; set; } = new(0, ApiKeyRole.Checker, null, null, "HR", default, null, null, null);

    private static MemoryStream Stream(string list) => new(Encoding.UTF8.GetBytes(list));

    private Task<Result<BulkRun>> OpenWithAsync(ApiKey key, int rows) => Verifying.Get<BulkCheck>().OpenAsync(
        Stream("number,name\n" + string.Concat(Enumerable.Repeat("x,y\n", rows))), key, "p", default, null, CancellationToken.None);

    private Task<BulkRun> OpenAsync(string list) => OpenAsync(Stream(list));

    private async Task<BulkRun> OpenAsync(Stream list)
    {
        var opened = await Verifying.Get<BulkCheck>().OpenAsync(list, Key, "职称评审", default, null, CancellationToken.None);
        Assert.That(opened.TryGet(out var run, out var refusals), Is.True, refusals?.First.Code.Code);
        return run!;
    }

    private async Task<string[]> CheckAsync(string list)
    {
        var output = new MemoryStream();
        using var writing = await (await OpenAsync(list)).OpenWritingAsync(CancellationToken.None);
        await writing.WriteAsync(output, CancellationToken.None);
        Assert.That(output.ToArray()[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
        return Encoding.UTF8.GetString(output.ToArray()[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
