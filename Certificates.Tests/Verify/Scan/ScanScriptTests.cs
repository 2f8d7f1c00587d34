using System.Text.Json;
using System.Text.Json.Nodes;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;
using Certificates.Tests.Style.Golden;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify.Scan;

/// <summary>The scripts' own reading of tokens, numbers, keys and lists, held against the site's.</summary>
[TestFixture]
internal sealed class ScanScriptTests : BrowserTests
{
    private readonly StatusLists _lists = new();
    private IPage _page = null!;

    [OneTimeTearDown]
    public void End() => _lists.Dispose();

    [SetUp]
    public async Task OpenAsync()
    {
        _page = await Browser.OpenAsync(Site);
        await _page.GotoAsync("/scan");
        await _page.EvaluateAsync("""
            async () => {
              const folder = document.querySelector('script[type=module]').src.replace(/scan\.js$/, '');
              for (const name of ['bytes', 'token', 'number', 'keys', 'status']) (window.scripts ??= {})[name] = await import(`${folder}${name}.js`);
            }
            """);
    }

    [TearDown]
    public Task CloseAsync() => _page.Context.CloseAsync();

    [Test]
    public async Task Token_OfEveryStyle_IsReadAndHashedAsTheRegisterDoes([Values(1, 2)] int style)
    {
        await using var issuing = await GoldenRegister.OpenAsync(style);
        var reader = issuing.Get<QrTokenReader>();
        foreach (var text in await File.ReadAllLinesAsync(Path.Combine(issuing.Folder, GoldenRegister.Tokens)))
        {
            Assert.That(reader.TryRead(text, out var ours, out _), Is.True);
            var read = (await _page.EvaluateAsync<JsonElement>("""
                async text => { const { token, bytes } = scripts, read = token.readToken(text); return { ...read, hash: bytes.hex(await token.hashOf(read)) }; }
                """, text))!;
            var claims = read.GetProperty("claims");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(claims.GetProperty("number").GetString(), Is.EqualTo(ours!.Claims.Number.Value));
                Assert.That(claims.GetProperty("name").GetString(), Is.EqualTo(ours.Claims.Name));
                Assert.That(claims.GetProperty("version").GetInt32(), Is.EqualTo(ours.Claims.Version));
                Assert.That(
                    DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("issuedAt").GetInt64()),
                    Is.EqualTo(ChinaTime.StartOf(ours.Claims.IssuedOn)));
                Assert.That(read.GetProperty("keyId").GetString(), Is.EqualTo(ours.Key.Id));
                Assert.That(read.GetProperty("hash").GetString(), Is.EqualTo(Convert.ToHexStringLower(HashOf(text))));
            }
        }
    }

    [Test]
    public async Task Number_WithOneCharacterChanged_IsJudgedAsTheSiteDoes()
    {
        var number = TestRegister.Valid.Number;
        var numbers = Enumerable.Range(0, number.Length)
            .SelectMany(at => "0159AXZ".Select(character => $"{number[..at]}{character}{number[(at + 1)..]}"))
            .Concat([number, number[1..], number + "0", $"z{number[1..]}"]).ToArray();

        var accepted = await _page.EvaluateAsync<string[]>("numbers => numbers.filter(scripts.number.isNumber)", numbers);

        Assert.That(accepted, Is.EqualTo(numbers.Where(text =>
            CertificateNumber.TryParse(text, out var parsed, out _) && parsed.Value == text && !parsed.IsEarlier)));
    }

    [TestCase("2026-11-23T02:00:00Z", null)]
    [TestCase("2026-11-23T16:00:00Z", null)]
    [TestCase("2030-01-01T00:00:00Z", "2026-11-23T02:00:00Z")]
    [TestCase("2030-01-01T00:00:00Z", "2026-11-23T16:00:00Z")]
    public async Task Key_CoversTheDaysOfIssueThatTheSiteSays(string validTo, string? compromisedSince)
    {
        var key = new SigningKeyInfo
        {
            Id = "",
            Purpose = KeyPurpose.Qr,
            Algorithm = SignatureAlgorithm.ES256,
            Public = default,
            Chain = default,
            ValidFrom = default,
            ValidTo = At(validTo),
            CompromisedSince = compromisedSince is null ? null : At(compromisedSince),
        };
        var days = Enumerable.Range(20, 10).Select(day => new DateOnly(2026, 11, day)).ToList();
        var jwk = JsonSerializer.Serialize(compromisedSince is null ? (object)new { validTo } : new { validTo, compromisedSince });

        var covered = await _page.EvaluateAsync<bool[]>(
            "([jwk, days]) => days.map(day => scripts.keys.coversIssueOn(JSON.parse(jwk), day))",
            new object[] { jwk, days.Select(day => ChinaTime.StartOf(day).ToUnixTimeMilliseconds()).ToArray() });

        Assert.That(covered, Is.EqualTo(days.Select(key.CoversIssueOn)));
    }

    [Test]
    public async Task List_ThatIsNotWhatItShouldBe_IsNotOpened()
    {
        var signedAt = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        var list = _lists.Sign(signedAt, "ONE", "TWO", "THREE");
        byte[] Changed(int at) => [.. list[..at], (byte)(list[at] ^ 1), .. list[(at + 1)..]];
        byte[] swapped = [.. list[..24], .. list[36..48], .. list[24..36], .. list[48..]];
        byte[][] bad = [[], list[..24], list[..^1], [.. list, 0], swapped, .. Enumerable.Range(0, list.Length).Select(Changed)];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await OpensAsync(_lists.Key, list), Is.EqualTo("3"));
            Assert.That(await OpensAsync(_lists.Key, _lists.Sign(signedAt)), Is.EqualTo("0"));
            Assert.That(await OpensAsync(With("state", "retired"), list), Is.EqualTo("3"), "what a retired key signed stands");
            Assert.That(await OpensAsync(With("purpose", "qr"), list), Is.EqualTo("none"));
            Assert.That(await OpensAsync(With("validTo", "2026-11-22T00:00:00Z"), list), Is.EqualTo("none"));
            Assert.That(await OpensAsync(With("compromisedSince", "2026-11-22T00:00:00Z"), list), Is.EqualTo("none"));
            foreach (var other in bad)
            {
                Assert.That(await OpensAsync(_lists.Key, other), Is.EqualTo("none"));
            }
        }
    }

    private static byte[] HashOf(string text)
    {
        Assert.That(Base32.TryDecode(text, out var bytes), Is.True);
        var low = EcdsaValue.WithLowS(bytes![^64..]);
        return new QrToken(Base32.Encode([.. bytes[..^64], .. low]), "", "").Hash();
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    private JsonObject With(string member, string value)
    {
        var key = _lists.Key.DeepClone().AsObject();
        key[member] = value;
        return key;
    }

    private Task<string> OpensAsync(JsonObject key, byte[] list) => _page.EvaluateAsync<string>(
        """
        async ([key, list]) => {
          const opened = await scripts.status.openList(Uint8Array.from(atob(list), c => c.charCodeAt(0)), { keys: [JSON.parse(key)] });
          return opened ? String(opened.count) : 'none';
        }
        """,
        new[] { key.ToJsonString(), Convert.ToBase64String(list) });
}
