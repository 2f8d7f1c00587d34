using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Log;
using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Oversight.Keys;
using Certificates.Core.Signing;
using Certificates.Tests.Api;
using Certificates.Tests.Style.Golden;
using Certificates.Tests.Verify;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Signing;

/// <summary>Both services as they run while keys change, and everybody who asks them.</summary>
internal sealed class KeyDrill : IAsyncDisposable
{
    private KeyDrill(RunningApi api, TestSite site) => (Api, Site, Public) = (api, site, site.Client());

    public RunningApi Api { get; }

    public TestSite Site { get; }

    /// <summary>Somebody without an account.</summary>
    public HttpClient Public { get; }

    public SigningKeyLife Life => Api.Services.GetRequiredService<SigningKeyLife>();

    /// <summary>Starts both.</summary>
    /// <param name="prepare">Changes the folder before anything is opened.</param>
    /// <param name="settings">Of the issuing service.</param>
    public static async Task<KeyDrill> StartAsync(Action<string> prepare, params (string Key, string Value)[] settings)
    {
        var api = await RunningApi.StartAsync(clock: null, (_, folder) => prepare(folder), settings);
        return new KeyDrill(api, await TestSite.StartForAsync(api.Folder, ("Limits:RequestsPerMinute", "100000")));
    }

    /// <summary>Keys of another authority, which both services are told of, in a folder beside those in use.</summary>
    public static void MakeKeys(string folder, string name)
    {
        var (keys, next) = (Path.Combine(folder, "keys"), Path.Combine(folder, "keys", name));
        DemoKeys.Create(next, new SigningOptions(), "示范数字技术评价中心", TimeProvider.System);
        var authorities = Path.Combine(keys, "authorities.pem");
        var own = File.Exists(authorities) ? "" : File.ReadAllText(Path.Combine(keys, DemoKeys.RootFile));
        File.AppendAllText(authorities, $"{own}\n{File.ReadAllText(Path.Combine(next, DemoKeys.RootFile))}\n");
    }

    /// <summary>Every key of some purposes that is believed.</summary>
    public async Task<IReadOnlyList<SigningKeyInfo>> KeysAsync(params KeyPurpose[] purposes) =>
        [.. (await Life.ListAsync(CancellationToken.None)).Where(each => each.IsBelieved && purposes.Contains(each.Key.Purpose)).Select(each => each.Key)];

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        await Site.DisposeAsync();
        await Api.DisposeAsync();
    }

    /// <summary>Issues one certificate, of the institution of a key.</summary>
    public async Task<Drilled> IssueAsync(string role = "operator")
    {
        var row = Csv.Row();
        var batch = await Api.IssueAsync($"{Csv.Header}\n{row}", role);
        using var client = Api.Client(role);
        var rows = (await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows?outcome=issued"))!;
        var number = (string)rows["items"]!.AsArray().Single()!["certificateNumber"]!;
        var pdf = await client.GetByteArrayAsync($"/v1/certificates/{number}/pdf");
        return new Drilled(number, row.Split(',')[1], row.Split(',')[3], pdf, GoldenRegister.Scan(pdf));
    }

    /// <summary>What the worker does every two seconds; the site asks at most two seconds late.</summary>
    public async Task FollowAsync()
    {
        await Api.Services.GetRequiredService<KeyRefresh>().RefreshAsync(CancellationToken.None);
        await Task.Delay(2_100);
    }

    /// <summary>Waits until all there is has its place in the log; the checkpoint then.</summary>
    public async Task<string> LoggedAsync()
    {
        for (var i = 0; i < 200 && await Api.CountAsync("SELECT COUNT(*) FROM LogLeaf WHERE LeafIndex IS NULL") > 0; i++)
        {
            await Task.Delay(50);
        }

        return (await Api.Services.GetRequiredService<LogReader>().CheckpointAsync(CancellationToken.None))!;
    }

    /// <summary>What <c>audit</c> finds.</summary>
    public Task<RegisterAuditReport> AuditAsync() =>
        Api.Services.GetRequiredService<RegisterAudit>().RunAsync(_ => { }, CancellationToken.None);

    /// <summary>Holds what file, code, number with name, and the holder's own page say against what they should; the token as the file, if not told.</summary>
    public async Task AssertAsync(Drilled issued, string signed, string looked, string reason = "", string? token = null)
    {
        using var number = await Public.PostAsJsonAsync("/v1/verifications", new { number = issued.Number, name = issued.Name });
        var expected = $"{signed} {reason}".Trim();
        Assert.That(await FileAsync(issued.Pdf), Is.EqualTo(expected), "file");
        Assert.That(await TokenAsync(issued), Is.EqualTo(token ?? expected), "token");
        Assert.That(Words((await number.Content.ReadFromJsonAsync<JsonNode>())!), Is.EqualTo(looked), "number and name: the register knows what it issued");

        using var holder = new FormBrowser(Site);
        var code = Api.Services.GetRequiredService<ClaimCodes>().Code(Core.Coding.CertificateNumber.OfRecord(issued.Number), 1).Grouped;
        using var signedIn = await holder.SignInAsync(issued.Number, issued.IdNumber, code);
        Assert.That(signedIn.Headers.Location?.ToString(), Is.EqualTo("/my"));
        using var own = await holder.GetAsync($"/my/certificates/{issued.Number}/pdf");
        Assert.That(await own.Content.ReadAsByteArrayAsync(), Is.EqualTo(issued.Pdf), "the holder's own file");
    }

    /// <summary>What uploading a file says.</summary>
    public async Task<string> FileAsync(byte[] pdf)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(pdf), "file", "certificate.pdf" } };
        using var answer = await Public.PostAsync("/v1/verifications/pdf", form);
        return Words((await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    /// <summary>What scanning its code says.</summary>
    public async Task<string> TokenAsync(Drilled issued)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/q/{issued.Token}");
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await Public.SendAsync(request);
        return Words((await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    /// <summary>A verdict and its reasons in a line.</summary>
    public static string Words(JsonNode verdict) =>
        string.Join(' ', verdict["reasons"]?.AsArray().Select(reason => (string)reason!).Prepend((string)verdict["verdict"]!) ?? [(string)verdict["verdict"]!]);

    /// <summary>The certificate in the signature, and the key id in the token: both tell the keys apart.</summary>
    public string[] KeysOf(Drilled issued)
    {
        Assert.That(Core.Pdf.Reading.SignedPdf.TryRead(issued.Pdf, out var pdf, out _), Is.True);
        Span<byte> hash = stackalloc byte[32];
        pdf!.HashSignedBytes(hash);
        var found = Api.Services.GetRequiredService<Core.Signing.Cms.PdfSignatureReader>().Check(pdf.Cms, hash);
        Assert.That(Api.Services.GetRequiredService<Core.Signing.Qr.QrTokenReader>()
            .TryRead(issued.Token, out var token, out _), Is.True);
        return [found.Key!.Id, token!.Key.Id];
    }
}

/// <summary>A certificate of the drill.</summary>
internal sealed record Drilled(string Number, string Name, string IdNumber, byte[] Pdf, string Token);
