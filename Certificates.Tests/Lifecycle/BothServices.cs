using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;
using Certificates.Tests.Api;
using Certificates.Tests.Verify;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Lifecycle;

/// <summary>The issuing service and the verification site on one register, each asked by HTTP alone; 0001 has two approvers.</summary>
internal sealed class BothServices : IAsyncDisposable
{
    /// <summary>Stands in every reason given, and must stand nowhere in public.</summary>
    public const string Secret = "内部说明七三九";

    private readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    private BothServices(RunningApi api, TestSite site) => (Api, Site, Public) = (api, site, site.Client());

    public RunningApi Api { get; }

    public TestSite Site { get; }

    /// <summary>Somebody who looks certificates up.</summary>
    public HttpClient Public { get; }

    public static Task<BothServices> OpenAsync() => OpenAsync((_, _) => { });

    /// <summary>With settings of the issuing service, and parts of the test's own, told the folder it is made in.</summary>
    public static async Task<BothServices> OpenAsync(Action<IServiceCollection, string> change, params (string Key, string Value)[] settings)
    {
        var api = await RunningApi.StartAsync(clock: null, change, settings);
        await api.MakeKeyAsync("approver2", ApiKeyRole.Approver, "0001");
        await api.MakeKeyAsync("strange approver", ApiKeyRole.Approver, RunningApi.SecondInstitution);
        return new BothServices(api, await TestSite.StartForAsync(api.Folder, ("Limits:RequestsPerMinute", "100000")));
    }

    public HttpClient As(string role)
    {
        if (!_clients.TryGetValue(role, out var client))
        {
            _clients.Add(role, client = Api.Client(role));
        }

        return client;
    }

    /// <summary>Issues certificates of people who have none yet.</summary>
    public async Task<IReadOnlyList<Issued>> IssueAsync(int count = 1) => await IssueAsync([.. Enumerable.Range(0, count).Select(_ => Csv.Row())]);

    public async Task<IReadOnlyList<Issued>> IssueAsync(IReadOnlyList<string> rows)
    {
        var batch = await Api.IssueAsync(string.Join('\n', rows.Prepend(Csv.Header)));
        var numbers = new List<string>();
        string? after = null;
        do
        {
            var page = await GetAsync("operator", $"/v1/batches/{batch["id"]}/rows?outcome=issued&limit=1000{(after is null ? "" : "&after=" + after)}");
            numbers.AddRange(page["items"]!.AsArray().Select(row => (string)row!["certificateNumber"]!));
            after = (string?)page["next"];
        }
        while (after is not null);

        Assert.That(numbers, Has.Count.EqualTo(rows.Count));
        return [.. rows.Zip(numbers, (row, number) => new Issued(number, row.Split(',')[1], row.Split(',')[3], row, (string)batch["id"]!))];
    }

    public async Task<JsonNode> GetAsync(string role, string path)
    {
        using var answer = await As(role).GetAsync(path);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>What the API says of a certificate.</summary>
    public Task<JsonNode> RecordAsync(string number) => GetAsync("auditor", $"/v1/certificates/{number}");

    public Task<HttpResponseMessage> PostAsync(string role, string path, object? body = null) => As(role).PostAsJsonAsync(path, body ?? new { });

    /// <summary>Asks for a change of one certificate.</summary>
    public Task<HttpResponseMessage> ChangeAsync(string role, string number, string change, string category = "complaint") =>
        PostAsync(role, $"/v1/certificates/{number}/{change}", Ground(category));

    /// <summary>Asks for a correction, on a ground that no answer may repeat.</summary>
    public Task<HttpResponseMessage> CorrectAsync(string role, string number, object changes)
    {
        var body = JsonSerializer.SerializeToNode(changes)!.AsObject();
        body["category"] = "data_error";
        body["reason"] = Secret;
        return PostAsync(role, $"/v1/certificates/{number}/correction", body);
    }

    /// <summary>A call that must succeed; its body.</summary>
    public static async Task<JsonNode> DoneAsync(Task<HttpResponseMessage> call, int status = 200)
    {
        using var answer = await call;
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>A call that must be refused.</summary>
    public static async Task<JsonNode> RefusedAsync(Task<HttpResponseMessage> call, int status, string code)
    {
        using var answer = await call;
        return await Problem.AssertAsync(answer, status, code);
    }

    /// <summary>The printed QR's token of a version.</summary>
    public string Token(string number, int version, string name, DateOnly issuedOn) =>
        Api.Services.GetRequiredService<QrTokenSigner>().Sign(new QrClaims(Parse(number), version, name, issuedOn)).Text;

    /// <summary>All that the files of the desk hold, as text; one may be gone by the time it is opened, when the last of its users closes it.</summary>
    public async Task<string> DeskTextAsync()
    {
        var text = new System.Text.StringBuilder();
        foreach (var file in Directory.GetFiles(Api.Folder, "desk.db*").OrderByDescending(name => name.Length))
        {
            try
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream);
                text.AppendLine(await reader.ReadToEndAsync());
            }
            catch (FileNotFoundException) when (!file.EndsWith(".db", StringComparison.Ordinal))
            {
                // What stood in the journal is in the file now, which is read, too.
            }
        }

        return text.ToString();
    }

    /// <summary>The pick-up code as the institution hands it out.</summary>
    public string ClaimCode(string number) => Api.Services.GetRequiredService<ClaimCodes>().Code(Parse(number), 1).Grouped;

    public static object Ground(string category = "complaint") => new { category, reason = $"{Secret}：来信编号 12", evidenceSha256 = new string('a', 64) };

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        Public.Dispose();
        await Site.DisposeAsync();
        await Api.DisposeAsync();
    }

    private static CertificateNumber Parse(string text)
    {
        Assert.That(CertificateNumber.TryParse(text, out var number, out _), Is.True);
        return number!;
    }
}

/// <summary>A certificate as it was issued, with the row it was issued for.</summary>
internal sealed record Issued(string Number, string Name, string IdNumber, string Row, string BatchId);
