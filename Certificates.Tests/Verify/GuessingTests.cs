using System.Net;
using Certificates.Core.Access;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Guarding;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Verify;

/// <summary>Somebody guesses, by every way of asking; somebody else, who knows, is answered.</summary>
internal sealed class GuessingTests : GuessedSite
{
    [TestCase("idNumber")]
    [TestCase("name")]
    public async Task Question_OfOneFactWithMany_EndsAtTwenty(string fixedFact)
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 21; i++)
        {
            statuses.Add((await AskAsync("192.0.2.1", fixedFact == "name"
                ? new { number = Verifying.UnknownNumbers.Of(i), name = TestRegister.ValidName }
                : new { name = Name(i), idNumber = TestRegister.ValidIdNumber })).Status);
        }

        var right = await AskAsync("192.0.2.1", new { name = TestRegister.ValidName, idNumber = TestRegister.ValidIdNumber });

        Assert.That(statuses, Is.EqualTo(Enumerable.Repeat(HttpStatusCode.OK, 20).Append(HttpStatusCode.TooManyRequests)));
        Assert.That((right.Status, right.Code), Is.EqualTo((HttpStatusCode.TooManyRequests, "rate_limited")));
    }

    [Test]
    public async Task Questions_OfOneSitesManyNetworks_EndAtAHundred()
    {
        var told = 0;
        for (var i = 0; i < 130; i++)
        {
            var answer = await AskAsync($"2001:db8:7:{i:x}::1", new { number = Verifying.UnknownNumbers.Of(i), name = Name(i) });
            told += answer.Status == HttpStatusCode.OK ? 1 : 0;
        }

        var right = await AskAsync("2001:db8:7:ffff::1", new { number = Known.Number, name = Known.Name });
        var elsewhere = await AskAsync("2001:db8:8::1", new { number = Known.Number, name = Known.Name });

        Assert.That((told, right.Status, elsewhere.Verdict), Is.EqualTo((100, HttpStatusCode.TooManyRequests, "valid")));
        Assert.That(right.Wait, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromHours(1)));
    }

    [Test]
    public async Task Attack_FromAThousandNetworksOnAPrintedNumber_KeepsNobodyFromAnAnswerWhoHasThePaper()
    {
        for (var i = 0; i < 1000; i++)
        {
            object guess = (i % 4) switch
            {
                0 => new { number = Known.Number, idNumber = $"H1{i:0000000}" },
                1 => new { number = Known.Number, name = Name(i), idNumber = TestRegister.PicturedIdNumber },
                2 => new { name = Name(i), idNumber = TestRegister.PicturedIdNumber },
                _ => new { number = Known.Number, name = Name(i) },
            };
            await AskAsync($"2001:db8:{i:x}::1", guess);
        }

        var two = await AskAsync(Home, new { number = Known.Number, name = Known.Name });
        var wrongTwo = await AskAsync(Home, new { number = Known.Number, name = Name(1) });
        var byPerson = await AskAsync(Home, new { name = Known.Name, idNumber = TestRegister.PicturedIdNumber });
        var three = await AskAsync(Home, new { number = Known.Number, name = Known.Name, idNumber = TestRegister.PicturedIdNumber });
        var scanned = await GetAsync(Home, $"/q/{TestRegister.TokenOf(Known)}");
        var file = await SendPdfAsync(Home, await TestRegister.PdfOfAsync(Known));
        var list = await ListAsync(Home, [new { number = Known.Number, name = Known.Name }], await TestRegister.KeyAsync(ApiKeyRole.Checker));
        using var holder = new FormBrowser(Site);
        await holder.SignInAsync();

        Assert.That((two.Status, two.Code), Is.EqualTo((HttpStatusCode.BadRequest, "third_fact_required")));
        Assert.That(wrongTwo, Is.EqualTo(two), "right and wrong look alike");
        Assert.That(byPerson.Code, Is.EqualTo("third_fact_required"));
        Assert.That((three.Verdict, scanned, file, list.Single()), Is.EqualTo(("valid", "valid", "valid", "valid")));
    }

    [Test]
    public async Task IdNumber_BesideANumberAfterTenWrongOnes_IsComparedNoMore()
    {
        for (var i = 0; i < 10; i++)
        {
            var told = await AskAsync($"2001:db8:{i:x}::1", new { number = Known.Number, name = Known.Name, idNumber = $"H12345{i:000}" });
            Assert.That(told.Verdict, Is.EqualTo("not_found"));
        }

        // As many as would use up a block's misses, if wrong ones were counted: they must not differ from right ones in that either.
        var (wrong, right) = (new List<Told>(), new List<Told>());
        for (var i = 0; i < 25; i++)
        {
            wrong.Add(await AskAsync("192.0.2.1", new { number = Known.Number, name = Known.Name, idNumber = "H12345999" }));
            right.Add(await AskAsync("192.0.2.129", new { number = Known.Number, name = Known.Name, idNumber = TestRegister.PicturedIdNumber }));
        }

        var without = await AskAsync("192.0.2.1", new { number = Known.Number, name = Known.Name });
        var wrongName = await AskAsync("192.0.2.1", new { number = Known.Number, name = "夏博", idNumber = TestRegister.PicturedIdNumber });

        Assert.That(wrong.Concat(right), Is.All.EqualTo(new Told(HttpStatusCode.OK, "valid", null, "idNumber", null)));
        Assert.That((without.Verdict, without.NotCompared, wrongName.Verdict), Is.EqualTo(("valid", "idNumber", "not_found")));
    }

    [Test]
    public async Task IdNumber_BesideATokenAfterTenWrongOnes_IsComparedNoMore()
    {
        var (guarded, token) = (Site.Get<GuardedVerifier>(), TestRegister.TokenOf(Known));
        async Task<(VerdictKind Kind, bool IsWithheld)> ScanAsync(int asker, string idNumber)
        {
            var told = await guarded.ByTokenAsync(token, idNumber, Asker.At(IPAddress.Parse($"2001:db8:{asker:x}::1")), CancellationToken.None);
            return told.Result.TryGet(out var answer, out _) ? (answer!.Kind, answer.Single!.IsIdNumberWithheld) : default;
        }

        for (var i = 0; i < 10; i++)
        {
            Assert.That(await ScanAsync(i, $"H12345{i:000}"), Is.EqualTo((VerdictKind.NotFound, false)));
        }

        Assert.That(await ScanAsync(99, "H12345999"), Is.EqualTo((VerdictKind.Valid, true)), "wrong");
        Assert.That(await ScanAsync(98, TestRegister.PicturedIdNumber), Is.EqualTo((VerdictKind.Valid, true)), "right");
    }

    /// <summary>An altered file says by its title which certificate it would be: that is a guess like any other.</summary>
    [Test]
    public async Task AlteredFile_ThatClaimsANumberItIsNot_IsAMiss_AndAfterTwentyNoneIsNamed()
    {
        var (own, other) = (await TestRegister.PdfOfAsync(Known), await TestRegister.PdfOfAsync(TestRegister.Valid));
        var claiming = Replaced(other, TestRegister.Valid.Number, Known.Number);
        byte[] altered = [.. own];
        altered[own.AsSpan().IndexOf("stream\n"u8) + 40] ^= 1;
        var before = await FileAsync("198.51.100.9", altered);
        for (var i = 0; i < 21; i++)
        {
            Assert.That(await FileAsync("192.0.2.1", claiming), Is.EqualTo(("not_valid", "not_found")));
        }

        Assert.That(before, Is.EqualTo(("not_valid", "found")));
        Assert.That(await FileAsync("192.0.2.1", altered), Is.EqualTo(("not_valid", "not_found")), "the guesser is told nothing more");
        Assert.That(await FileAsync("203.0.113.1", altered), Is.EqualTo(("not_valid", "found")), "another is");
    }

    [TestCase("a.csv", "/v1/verifications/bulk")]
    [TestCase("a.xlsx", "/v1/verifications/bulk")]
    public async Task KeylessList_InAnyForm_CountsLikeQuestions(string name, string path)
    {
        var rows = Enumerable.Range(0, 20).Select(i => (string[])[Known.Number, Name(i)]).Prepend(["证书编号", "姓名"]).ToArray();
        var list = name.EndsWith("csv", StringComparison.Ordinal)
            ? System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => string.Join(',', row))))
            : Fuzz.Workbooks.With("xl/worksheets/sheet1.xml", Fuzz.Workbooks.Sheet(Fuzz.Workbooks.Rows([.. rows.Select(row => string.Join(',', row))])));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new MultipartFormDataContent { { new ByteArrayContent(list), "file", name } } };
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        using var response = await Client.SendAsync(request);
        _ = await response.Content.ReadAsByteArrayAsync();
        var right = await AskAsync("192.0.2.1", new { number = Known.Number, name = Known.Name });
        var elsewhere = await AskAsync(Home, new { number = Known.Number, name = Known.Name });

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((right.Status, elsewhere.Verdict), Is.EqualTo((HttpStatusCode.TooManyRequests, "valid")));
    }

    private static byte[] Replaced(byte[] file, string from, string to)
    {
        var text = System.Text.Encoding.Latin1.GetString(file);
        Assert.That(text, Does.Contain(from));
        return System.Text.Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }

    private async Task<(string? Verdict, string? Register)> FileAsync(string address, byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/pdf")
        {
            Content = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "certificate.pdf" } },
        };
        request.Headers.Add("X-Forwarded-For", address);
        using var response = await Client.SendAsync(request);
        var body = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return ((string?)body["verdict"], (string?)body["file"]?["register"]);
    }

    [TestCase("zh-CN", "请同时填写证书编号、姓名和证件号码")]
    [TestCase("en", "fill in number, name and ID number")]
    public async Task Page_AfterTwoHundredMisses_AsksForTheThirdFactAtItsField(string language, string words)
    {
        for (var i = 0; i < 200; i++)
        {
            await AskAsync($"2001:db8:{i:x}::1", new { number = Known.Number, name = Name(i) });
        }

        using var visitor = new FormBrowser(Site);
        await visitor.ReadAsync($"/?lang={language}");
        using var response = await visitor.PostAsync("/", ("number", Known.Number), ("name", Known.Name), ("idNumber", ""));
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        Assert.That(page, Does.Contain("href=\"#idNumber\"").And.Contain(words));
    }

    [Test]
    public async Task Desk_ThatCannotBeWritten_GoesOnAndCountsInMemory()
    {
        await using (var desk = new SqliteConnection($"Data Source={Path.Combine(Site.Folder, "desk.db")};Pooling=False"))
        {
            await desk.OpenAsync();
            await using var fill = desk.CreateCommand();
            fill.CommandText = "CREATE TRIGGER full BEFORE INSERT ON Attempt BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";
            await fill.ExecuteNonQueryAsync();
        }

        var told = new List<HttpStatusCode>();
        for (var i = 0; i < 21; i++)
        {
            told.Add((await AskAsync("192.0.2.1", new { number = Known.Number, name = Name(i) })).Status);
        }

        var elsewhere = await AskAsync(Home, new { number = Known.Number, name = Known.Name });
        var health = await Client.GetStringAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.That(told, Is.EqualTo(Enumerable.Repeat(HttpStatusCode.OK, 20).Append(HttpStatusCode.TooManyRequests)));
        Assert.That(elsewhere.Verdict, Is.EqualTo("valid"));
        Assert.That(health, Does.StartWith("Degraded").And.Contain("desk: The desk could not be written"), "and is in service all the same");
    }

    [Test]
    public async Task Limits_StandInTheReferenceAndOnThePage()
    {
        using var client = Site.Client();
        var reference = await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        var page = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri("/", UriKind.Relative)));

        Assert.That(reference, Does.Contain("20 misses an hour").And.Contain("100 in all").And.Contain("200 misses a day").And.Contain("third_fact_required")
            .And.Contain("10 wrong ID numbers"));
        Assert.That(page, Does.Contain("每小时最多查错 20 次，合计最多 100 次").And.Contain("查错 200 次").And.Contain("填错 10 次"));
    }
}
