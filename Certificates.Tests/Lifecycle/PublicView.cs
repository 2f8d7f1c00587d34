using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Tests.Verify;

namespace Certificates.Tests.Lifecycle;

/// <summary>Everything the public can ask about one version of a certificate, asked in every way there is.</summary>
/// <param name="services">Both services.</param>
/// <param name="number">The certificate.</param>
/// <param name="version">The version.</param>
/// <param name="name">The name that version bears.</param>
internal sealed class PublicView(BothServices services, string number, int version, string name)
{
    /// <summary>Every body read, to be searched for what must not stand in it.</summary>
    public List<string> Bodies { get; } = [];

    /// <summary>The verdicts by API, QR, PDF and list, as <c>kind reasons statusChangedOn category currentVersionIssuedOn</c>.</summary>
    public async Task<Dictionary<string, string>> VerdictsAsync()
    {
        var token = await TokenAsync();
        using var asked = await services.Public.PostAsJsonAsync("/v1/verifications", new { number, name });
        using var scanned = await GetAsync($"/q/{token}", "application/json");
        using var checkedFile = await services.Public.PostAsync("/v1/verifications/pdf", await PdfAsync());
        using var list = await services.Public.PostAsJsonAsync("/v1/verifications/bulk", new { items = new[] { new { number, name } } });
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["api"] = Words(await ReadAsync(asked)),
            ["qr"] = Words(await ReadAsync(scanned)),
            ["pdf"] = Words(await ReadAsync(checkedFile)),
            ["list"] = Words((await ReadAsync(list))["items"]![0]!),
        };
    }

    /// <summary>The page the QR code opens, in both languages.</summary>
    public async Task<string> PageAsync()
    {
        var token = await TokenAsync();
        var page = new StringBuilder();
        foreach (var language in (string[])["zh", "en"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/q/{token}?lang={language}");
            request.Headers.Accept.ParseAdd("text/html");
            using var answer = await services.Public.SendAsync(request);
            page.AppendLine(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        }

        Bodies.Add(page.ToString());
        return page.ToString();
    }

    /// <summary>What a share code of the certificate opens.</summary>
    public async Task<JsonNode> SharedAsync(string code)
    {
        using var answer = await GetAsync($"/s/{code}", "application/json");
        return await ReadAsync(answer);
    }

    /// <summary>Makes a share code as the holder.</summary>
    public static async Task<string> ShareAsync(BothServices services, Issued issued)
    {
        using var holder = new FormBrowser(services.Site);
        using var signedIn = await holder.SignInAsync(issued.Number, issued.IdNumber, services.ClaimCode(issued.Number));
        return (await holder.ShareAsync(issued.Number)).Code!;
    }

    /// <summary>A verdict in one line.</summary>
    public static string Words(JsonNode verdict)
    {
        string?[] words =
        [
            (string)verdict["verdict"]!,
            .. verdict["reasons"]!.AsArray().Select(reason => (string)reason!),
            (string?)verdict["statusChangedOn"] is { } day && (string)verdict["verdict"]! != "valid" ? "on " + day : null,
            (string?)verdict["category"] is { } category ? "for " + category : null,
            (string?)verdict["currentVersionIssuedOn"] is { } current ? "current of " + current : null,
        ];
        return string.Join(' ', words.OfType<string>());
    }

    private async Task<string> TokenAsync()
    {
        var issuedOn = (string)(await services.RecordAsync(number))["versions"]![0]!["issuedOn"]!;
        return services.Token(number, version, name, DateOnly.Parse(issuedOn, CultureInfo.InvariantCulture));
    }

    private async Task<HttpContent> PdfAsync()
    {
        var file = new ByteArrayContent(await services.As("auditor").GetByteArrayAsync($"/v1/certificates/{number}/pdf?version={version}"));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return new MultipartFormDataContent { { file, "file", "certificate.pdf" } };
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        return await services.Public.SendAsync(request);
    }

    private async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Bodies.Add(body);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), body);
        return JsonNode.Parse(body)!;
    }
}
