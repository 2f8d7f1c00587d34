using System.Net;
using System.Text.RegularExpressions;
using Certificates.Core.Register;

namespace Certificates.Tests.Verify;

/// <summary>A browser without a screen: keeps cookies, sends forms with their token, and does not follow redirects by itself.</summary>
internal sealed partial class FormBrowser : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient _client;
    private readonly Uri _address;

    public FormBrowser(TestSite site, bool isBehindHttps = false)
    {
        (_address, _client) = (site.Address, new HttpClient(_handler) { BaseAddress = site.Address });
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        if (isBehindHttps)
        {
            _client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
            _client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        }
    }

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(_address);

    public Task<HttpResponseMessage> GetAsync(string address) => _client.GetAsync(new Uri(address, UriKind.Relative));

    /// <summary>Sends a form as it is.</summary>
    public Task<HttpResponseMessage> PostAsync(string address, HttpContent form) => _client.PostAsync(new Uri(address, UriKind.Relative), form);

    public async Task<string> ReadAsync(string address)
    {
        using var response = await GetAsync(address);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a form of <c>/my</c>, with the token the page has.</summary>
    public async Task<HttpResponseMessage> PostAsync(string address, params (string Name, string Value)[] fields)
    {
        var token = await TokenAsync();
        return await PostBareAsync(address, [.. fields, ("__RequestVerificationToken", token)]);
    }

    /// <summary>What proves that a form was on a page of ours; good for every form while its cookie is kept.</summary>
    public async Task<string> TokenAsync() => Token().Match(await ReadAsync("/my")).Groups[1].Value;

    public async Task<HttpResponseMessage> PostBareAsync(string address, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await _client.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    /// <summary>Sends a form as a proxy passes it on from an address.</summary>
    public async Task<HttpResponseMessage> PostFromAsync(string from, string address, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("X-Forwarded-For", from);
        return await _client.SendAsync(request);
    }

    public Task<HttpResponseMessage> SignInAsync(string number, string idNumber, string claimCode) =>
        PostAsync("/my", ("number", number), ("idNumber", idNumber), ("claimCode", claimCode));

    /// <summary>Signs in as the holder of the certificate with a photo.</summary>
    public async Task SignInAsync()
    {
        var version = TestRegister.Pictured;
        using var response = await SignInAsync(version.Number, TestRegister.PicturedIdNumber, TestRegister.ClaimCodeOf(version));
        Assert.That(response.Headers.Location?.ToString(), Is.EqualTo("/my"));
    }

    /// <summary>Makes a share code of a certificate; the code, or null with the page that refuses it.</summary>
    public Task<(string? Code, string Page)> ShareAsync(VersionRecord version, bool withPhoto = false, string days = "30") =>
        ShareAsync(version.Number, withPhoto, days);

    public async Task<(string? Code, string Page)> ShareAsync(string number, bool withPhoto = false, string days = "30")
    {
        List<(string, string)> fields = [("number", number), ("purpose", "应聘"), ("days", days)];
        using var response = await PostAsync("/my/share-codes", [.. fields, .. withPhoto ? [("withPhoto", "true")] : Array.Empty<(string, string)>()]);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        return (Link().Match(page) is { Success: true } link ? link.Groups[1].Value : null, page);
    }

    /// <summary>Ends every live code the page shows.</summary>
    public async Task RevokeAllAsync()
    {
        foreach (Match id in Id().Matches(await ReadAsync("/my")))
        {
            using var response = await PostAsync("/my/share-codes/revocation", ("id", id.Groups[1].Value));
            Assert.That(response.Headers.Location?.ToString(), Is.EqualTo("/my"));
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("/s/([2-9A-Z]{16})<", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("name=\"id\" value=\"([0-9]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
