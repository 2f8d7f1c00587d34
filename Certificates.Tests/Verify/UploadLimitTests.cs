using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Core.Files;
using Microsoft.Extensions.Time.Testing;

namespace Certificates.Tests.Verify;

/// <summary>What strangers send is refused while it arrives, and few files arrive at once.</summary>
[TestFixture]
internal sealed class UploadLimitTests
{
    private const int TooLong = 300 * 1024;
    private TestSite _site = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync(("Limits:RequestsPerMinute", "100000"), ("Proxies:0", "127.0.0.1"));
        _client = _site.Client();

        // What a first call takes on a busy machine is longer than the server waits for a slow sender.
        await PdfAsync("203.0.113.200");
        await SendListAsync(_site);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }

    [TestCase("/v1/verifications/bulk", "application/json")]
    [TestCase("/v1/verifications/bulk", "multipart/form-data; boundary=b")]
    [TestCase("/bulk", "multipart/form-data; boundary=b")]
    public async Task List_OfSixtyMegabytesWithoutKey_IsRefusedAfterItsBeginning(string path, string type)
    {
        var head = type.StartsWith("multipart", StringComparison.Ordinal)
            ? "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
            : "{\"items\":[";
        var (status, sent) = await SendUntilAnsweredAsync(path, type, head, 60 << 20);
        Assert.That(status, Is.EqualTo(401));

        // what the sockets of both sides hold is on its way before anybody can refuse it
        Assert.That(sent, Is.LessThan(20 << 20));
    }

    [TestCase("key first", HttpStatusCode.OK)]
    [TestCase("file first", HttpStatusCode.Unauthorized)]
    public async Task Form_WithALongList_NeedsTheKeyBeforeIt(string order, HttpStatusCode expected)
    {
        using var visitor = new FormBrowser(_site);
        var token = await visitor.TokenAsync();
        var list = new ByteArrayContent(Encoding.UTF8.GetBytes("证书编号,姓名,备注\n" + string.Concat(Enumerable.Repeat($"{SampleVerdicts.Number},王芳,{new string('x', 400)}\n", TooLong / 400))));
        var key = new StringContent(await TestRegister.KeyAsync(ApiKeyRole.Checker));
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent("核对"), "purpose" } };
        foreach (var (content, name) in order == "key first" ? [(key, "key"), (list, "file")] : new (HttpContent, string)[] { (list, "file"), (key, "key") })
        {
            form.Add(content, name, name == "file" ? "a.csv" : name);
        }

        using var response = await visitor.PostAsync("/bulk", form);
        Assert.That(response.StatusCode, Is.EqualTo(expected));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("made up")]
    public async Task Form_WithAListAndNoTokenOfOurs_Is400(string? token)
    {
        using var visitor = new FormBrowser(_site);
        using var form = new MultipartFormDataContent { { new ByteArrayContent("证书编号,姓名\n"u8.ToArray()), "file", "a.csv" } };
        if (token is not null)
        {
            form.Add(new StringContent(token), "__RequestVerificationToken");
        }

        using var response = await visitor.PostAsync("/bulk", form);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Files_OfOneAddressBlockAtOnce_AreFour()
    {
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 4; i++)
            {
                slow.Add(await BeginPdfAsync($"198.51.100.{i}"));
            }

            // the server has begun to read each of them once it has answered a fifth with 429
            var fifth = await EventuallyAsync(() => PdfAsync("198.51.100.9"), HttpStatusCode.TooManyRequests);
            Assert.That(JsonNode.Parse(fifth)!["code"]!.GetValue<string>(), Is.EqualTo("rate_limited"));
            var other = await PdfAsync("203.0.113.9");
            Assert.That(other.Status, Is.EqualTo(HttpStatusCode.OK), "another block is answered");
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    /// <summary>Strangers who take all sixty-four places take none of those who have a key.</summary>
    [Test]
    public async Task Files_OfStrangersAltogether_AreSixtyFour_AndThoseWithAKeyHaveTheirOwn()
    {
        var secret = await TestRegister.KeyAsync(ApiKeyRole.Checker);
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 64; i++)
            {
                slow.Add(await BeginPdfAsync($"198.18.{i / 4}.{i % 4}"));
            }

            var crowded = await EventuallyAsync(
                async () =>
                {
                    // a place that a test before left a moment ago may not have been free yet: who was refused comes again
                    for (var i = 0; i < slow.Count; i++)
                    {
                        if (slow[i].Client.Poll(TimeSpan.Zero, SelectMode.SelectRead))
                        {
                            slow[i].Dispose();
                            slow[i] = await BeginPdfAsync($"198.18.{i / 4}.{i % 4}");
                        }
                    }

                    return await PdfAsync("203.0.113.9");
                },
                HttpStatusCode.TooManyRequests);
            using var list = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/bulk")
            {
                Content = new StringContent($$"""{"items":[{"number":"{{SampleVerdicts.Number}}","name":"王芳"}]}""", Encoding.UTF8, "application/json"),
            };
            list.Headers.Add("Authorization", $"Bearer {secret}");
            list.Headers.Add("X-Purpose", "test");
            list.Headers.Add("X-Forwarded-For", "203.0.113.9");
            using var answered = await _client.SendAsync(list);

            Assert.That(crowded, Does.Contain("rate_limited"));
            Assert.That(answered.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Test]
    public async Task Lists_OfOneKeyAtOnce_AreTwo()
    {
        var secret = await TestRegister.KeyAsync(ApiKeyRole.Checker);
        using var one = await BeginAsync("/v1/verifications/bulk", $"application/json\r\nAuthorization: Bearer {secret}", "{" + Padding, 1_000_000, "192.0.2.40");
        using var two = await BeginAsync("/v1/verifications/bulk", $"application/json\r\nAuthorization: Bearer {secret}", "{" + Padding, 1_000_000, "192.0.2.41");
        var third = await EventuallyAsync(
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/bulk") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
                request.Headers.Add("Authorization", $"Bearer {secret}");
                using var response = await _client.SendAsync(request);
                return (response.StatusCode, $"{response.Headers.RetryAfter} {await response.Content.ReadAsStringAsync()}");
            },
            HttpStatusCode.TooManyRequests);
        Assert.That(third, Does.StartWith("5 ").And.Contain("2 lists at once"));
    }

    [Test]
    public async Task List_OfAnybodyThatIsReadForLong_IsGivenUp()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var site = await TestSite.StartAsync(clock);
        var turns = new List<IDisposable>();
        for (var i = 0; i < ReadingTurns.Altogether; i++)
        {
            turns.Add(await site.Get<ReadingTurns>().TakeAsync(CancellationToken.None));
        }

        var answer = SendListAsync(site);
        while (!answer.IsCompleted)
        {
            await Task.Delay(20);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(await answer, Is.EqualTo(HttpStatusCode.RequestTimeout), "others are read");
        turns.ForEach(turn => turn.Dispose());
        Assert.That(await SendListAsync(site), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Spool_WhileAListArrives_HasNoFileWithAName()
    {
        var spool = Path.Combine(_site.Folder, "spool");
        using var client = await BeginAsync("/v1/verifications/bulk", "application/json", "{\"items\":[" + new string(' ', 200_000), 300_000, "192.0.2.1");
        for (var i = 0; i < 100 && !Directory.Exists(spool); i++)
        {
            await Task.Delay(50);
        }

        Assert.That(Directory.Exists(spool), Is.True, "the list arrives");
        Assert.That(() => Directory.GetFiles(spool), Is.Empty.After(5_000, 20), "but for the instant in which a file is made");
    }

    /// <summary>The server gives up whoever sends fewer than 240 bytes a second on average: so much at once lasts for minutes.</summary>
    private static readonly string Padding = new(' ', 100_000);

    private static async Task<HttpStatusCode> SendListAsync(TestSite site)
    {
        using var client = site.Client();
        using var list = new StringContent($$"""{"items":[{"number":"{{SampleVerdicts.Number}}","name":"王芳"}]}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/v1/verifications/bulk", list);
        return answer.StatusCode;
    }

    private async Task<(HttpStatusCode Status, string Body)> PdfAsync(string address)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent("%PDF-1.4 %%EOF"u8.ToArray()), "file", "a.pdf" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/pdf") { Content = form };
        request.Headers.Add("X-Forwarded-For", address);
        using var response = await _client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<string> EventuallyAsync(Func<Task<(HttpStatusCode Status, string Body)>> ask, HttpStatusCode expected)
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 100; i++)
        {
            var answer = await ask();
            if (answer.Status == expected)
            {
                return answer.Body;
            }

            answers.Add(answer.Status);

            await Task.Delay(50);
        }

        throw new AssertionException($"Never {expected}, but {string.Join(", ", answers.CountBy(status => status))}.");
    }

    /// <summary>A file that does not come to its end.</summary>
    private Task<TcpClient> BeginPdfAsync(string address)
    {
        const string head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\n";
        return BeginAsync("/v1/verifications/pdf", "multipart/form-data; boundary=b", head + Padding, 1_000_000, address);
    }

    /// <summary>A request whose body does not come to its end.</summary>
    private async Task<TcpClient> BeginAsync(string path, string type, string body, long length, string address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(_site.Address.Host, _site.Address.Port);
        var head = $"POST {path} HTTP/1.1\r\nHost: {_site.Address.Authority}\r\nX-Forwarded-For: {address}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head + body));
        return client;
    }

    private async Task<(int Status, long Sent)> SendUntilAnsweredAsync(string path, string type, string head, long length)
    {
        using var client = await BeginAsync(path, type, head, length, "192.0.2.2");
        var stream = client.GetStream();
        var (sent, piece) = (0L, new byte[64 * 1024]);
        Array.Fill(piece, (byte)' ');
        try
        {
            while (sent < length && client.Available == 0)
            {
                await stream.WriteAsync(piece);
                sent += piece.Length;
                await Task.Yield();
            }
        }
        catch (IOException)
        {
            // the server has closed its side; its answer is there
        }

        var answer = new byte[64];
        var count = await stream.ReadAsync(answer);
        var status = Encoding.ASCII.GetString(answer, 0, count).Split(' ');
        return (int.Parse(status[1], CultureInfo.InvariantCulture), sent);
    }
}
