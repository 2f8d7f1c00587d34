using System.Text.RegularExpressions;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Certificates.Core.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>People of two institutions and of the authority, batches in every state, certificates, and all that can wait for somebody.</summary>
internal sealed partial class PageScene : IDisposable
{
    /// <summary>The institution whose batches are approved.</summary>
    public const string Institution = "0651";

    /// <summary>The one whose batches are public for some days.</summary>
    public const string PublicOne = "0652";

    private static readonly (string, string)[] Ground =
        [("category", "complaint"), ("reason", "来信编号 12：同一考场两人答卷雷同，监考记录第 3 页"), ("evidenceSha256", new string('a', 64))];

    private readonly RunningApi _api;
    private readonly List<ConsoleBrowser> _people = [];

    private PageScene(RunningApi api) => _api = api;

    public ConsoleBrowser Clerk { get; private set; } = null!;
    public ConsoleBrowser Approver { get; private set; } = null!;
    public ConsoleBrowser SecondApprover { get; private set; } = null!;
    public ConsoleBrowser PublicClerk { get; private set; } = null!;
    public ConsoleBrowser Authority { get; private set; } = null!;
    public ConsoleBrowser SecondAuthority { get; private set; } = null!;
    public ConsoleBrowser Auditor { get; private set; } = null!;

    public string Done { get; private set; } = "";
    public string Awaiting { get; private set; } = "";
    public string Declined { get; private set; } = "";
    public string Public { get; private set; } = "";
    public string HalfIssued { get; private set; } = "";
    public string Earlier { get; private set; } = "";

    /// <summary>Numbers of certificates of <see cref="Done"/>.</summary>
    public IReadOnlyList<string> Numbers { get; private set; } = [];

    public long OpenRequest { get; private set; }
    public long DecidedRequest { get; private set; }
    public long CorrectionRequest { get; private set; }
    public long RecallRequest { get; private set; }
    public string OpenReport { get; private set; } = "";
    public string AnsweredReport { get; private set; } = "";

    public static async Task<PageScene> SetAsync(RunningApi api)
    {
        var scene = new PageScene(api);
        await api.AddInstitutionAsync(Institution, needsApproval: true);
        await api.AddInstitutionAsync(PublicOne, publicityDays: 5);
        scene.Clerk = await scene.SignInAsync(ApiKeyRole.Operator, Institution, "丁晓岚");
        scene.Approver = await scene.SignInAsync(ApiKeyRole.Approver, Institution, "贺明远");
        scene.SecondApprover = await scene.SignInAsync(ApiKeyRole.Approver, Institution, "古丽米热·阿卜杜热合曼");
        scene.PublicClerk = await scene.SignInAsync(ApiKeyRole.Operator, PublicOne, "方晴");
        scene.Authority = await scene.SignInAsync(ApiKeyRole.Authority, null, "沈启明");
        scene.SecondAuthority = await scene.SignInAsync(ApiKeyRole.Authority, null, "陆文静");
        scene.Auditor = await scene.SignInAsync(ApiKeyRole.Auditor, null, "章言");
        await scene.SendBatchesAsync();
        await scene.AskAsync();
        await scene.ReportAsync();
        return scene;
    }

    public void Dispose() => _people.ForEach(person => person.Dispose());

    /// <summary>The newest of a table's ids.</summary>
    public Task<long> NewestAsync(string table) => _api.CountAsync($"SELECT MAX(Id) FROM {table}");

    /// <summary>Second factors were given just now, however slowly the walk goes.</summary>
    public Task RefreshAsync() => _api.ExecuteAsync(
        $"UPDATE AccountSession SET FactorAt = '{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}' WHERE FactorAt IS NOT NULL");

    private async Task<ConsoleBrowser> SignInAsync(ApiKeyRole role, string? institution, string person)
    {
        _people.Add(await ConsoleBrowser.SignedInAsync(_api, role, institution, person));
        return _people[^1];
    }

    private async Task SendBatchesAsync()
    {
        var twice = Csv.Row(name: "余敏静");
        string[] rows =
        [
            Csv.Header, twice, twice, Csv.Row(), Csv.Row(name: "古丽米热·阿卜杜热合曼·买买提依明江"), Csv.Row(name: "欧阳天翔"), Csv.Row(name: "卫兰"),
            Csv.Row(theory: "59.5"), Csv.Row(grade: "顶级"),
        ];
        Done = await Clerk.SendAsync(string.Join('\n', rows));
        await PostAsync(Approver, Done, $"{Done}/approval");
        using (var client = _api.Client("auditor"))
        {
            await client.GetStringAsync($"/v1/batches/{Done.Split('/')[^1]}/events");
        }

        Numbers = [.. Number().Matches(await Clerk.ReadAsync(Done)).Select(match => match.Value).Distinct(StringComparer.Ordinal)];
        Assert.That(Numbers, Has.Count.EqualTo(4));
        Declined = await Clerk.SendAsync(Csv.File(issued: 2));
        await PostAsync(Approver, Declined, $"{Declined}/refusal", ("reason", "理论知识成绩与成绩单不一致，请核对后重新报送"));
        Awaiting = await Clerk.SendAsync(Csv.File(issued: 3, notPassed: 1, rejected: 2));
        Public = await PublicClerk.SendAsync(Csv.File(issued: 4));
        await PostAsync(PublicClerk, Public, $"{Public}/rows/2/hold", Ground);
        HalfIssued = await PublicClerk.SendAsync(Csv.File(issued: 3));
        await PostAsync(PublicClerk, HalfIssued, $"{HalfIssued}/rows/1/hold", Ground);
        await _api.ExecuteAsync($"UPDATE Batch SET PublicUntil = '2026-01-01T00:00:00.000Z' WHERE Id = '{HalfIssued.Split('/')[^1]}'");
        Earlier = await Clerk.SendAsync(
            "证书编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,考核日期,发证日期\n"
            + $"旧0651-1,余敏静,居民身份证,{Csv.ResidentId(965_001)},2-02-38-04,云计算运维,高级,2021-11-20,2021-12-01\n", isEarlier: true);
    }

    private async Task AskAsync()
    {
        DecidedRequest = await RequestAsync(Numbers[1], "suspension");
        await PostAsync(Approver, $"/console/inbox/requests/{DecidedRequest}", $"/console/inbox/requests/{DecidedRequest}/approval");
        OpenRequest = await RequestAsync(Numbers[0], "revocation");
        CorrectionRequest = await RequestAsync(Numbers[2], "correction", ("name", "欧阳天祥"));
        await PostAsync(Clerk, $"{Done}/recall", $"{Done}/recall", [("kind", "suspension"), .. Ground]);
        RecallRequest = await NewestAsync("ChangeRequest");
    }

    private async Task<long> RequestAsync(string number, string kind, params (string, string)[] more)
    {
        var page = $"/console/certificates/{number}";
        if (kind == "correction")
        {
            using var form = new MultipartFormDataContent();
            foreach (var (name, value) in ((string, string)[])
                [.. Ground, .. more, ("__RequestVerificationToken", await Clerk.TokenAsync($"{page}/correction"))])
            {
                form.Add(new StringContent(value), name);
            }

            using var asked = await Clerk.Client.PostAsync(new Uri($"{page}/{kind}", UriKind.Relative), form);
            Assert.That((int)asked.StatusCode, Is.EqualTo(302), await asked.Content.ReadAsStringAsync());
        }
        else
        {
            await PostAsync(Clerk, page, $"{page}/{kind}", Ground);
        }

        return await NewestAsync("ChangeRequest");
    }

    /// <summary>What holders report comes from the site's desk.</summary>
    private async Task ReportAsync()
    {
        await Migrator.MigrateAsync(
            _api.Services.GetRequiredKeyedService<Database>(Database.Desk).Dialect, CancellationToken.None);
        OpenReport = await ReportAsync(Numbers[3], MistakeItem.Name, "姓名最后一个字应为“澜”，\n身份证上就是这样写的。");
        AnsweredReport = await ReportAsync(Numbers[2], MistakeItem.Photo, "照片不是我");
        await PostAsync(Clerk, $"/console/inbox/reports/{AnsweredReport}", $"/console/inbox/reports/{AnsweredReport}", ("answer", "已受理，请等候更正版本。"));
    }

    private async Task<string> ReportAsync(string number, MistakeItem item, string words)
    {
        Assert.That(ReportText.TryParse(words, "text", out var text, out _), Is.True);
        var id = await _api.CountAsync($"SELECT Id FROM Certificate WHERE Number = '{number}'");
        var kept = _api.Services.GetRequiredService<MistakeReportCipher>().Keep(id, 651, item, text!, DateTimeOffset.UtcNow);
        Assert.That(
            await _api.Services.GetRequiredService<DeskMistakeReports>().InsertAsync(kept, MistakeReports.MaxOpen, CancellationToken.None), Is.True);
        return kept.Id;
    }

    private static async Task PostAsync(ConsoleBrowser person, string page, string address, params (string, string)[] fields)
    {
        using var answer = await person.PostAsync(page, address, fields);
        Assert.That((int)answer.StatusCode, Is.EqualTo(302).Or.EqualTo(200), $"{address}: {await answer.Content.ReadAsStringAsync()}");
    }

    [GeneratedRegex("[ZP][0-9A-Z]{21}", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
