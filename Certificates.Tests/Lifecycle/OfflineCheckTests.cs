using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Register.StatusLists;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Verifying.Offline;
using Certificates.Tests.Signing;
using Certificates.Tests.Style.Golden;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Lifecycle;

/// <summary>What somebody without a network finds out, by what the site published before it was gone.</summary>
internal sealed class OfflineCheckTests
{
    private BothServices _services = null!;
    private Issued _valid = null!, _revoked = null!, _corrected = null!;
    private OfflineCheck _check = null!;
    private string _folder = "";

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _services = await BothServices.OpenAsync();
        _folder = Directory.CreateTempSubdirectory("certificates-offline-").FullName;
        var issued = await _services.IssueAsync(3);
        (_valid, _revoked, _corrected) = (issued[0], issued[1], issued[2]);
        await BothServices.DoneAsync(_services.ChangeAsync("authority", _revoked.Number, "revocation"));
        await BothServices.DoneAsync(_services.CorrectAsync("authority", _corrected.Number, new { name = "余敏婧" }));
        await _services.Api.ExecuteAsync("UPDATE StatusList SET SignedAt = NULL");
        await _services.Api.Services.GetRequiredService<StatusListSigner>().SignAsync(CancellationToken.None);
        var keys = JwkReading.Read(await _services.Public.GetByteArrayAsync("/v1/keys"));
        Assert.That(StatusList.TryRead(await _services.Public.GetByteArrayAsync("/status/list"), keys, out var list), Is.True);
        _check = new OfflineCheck(keys, list);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        await (_services?.DisposeAsync() ?? default);
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task CertificateAsPrinted_ByFileAndByCode_IsWhatTheRegisterSays()
    {
        foreach (var (issued, version, name, finding) in new[]
        {
            (_valid, 1, _valid.Name, OfflineFinding.InForce), (_revoked, 1, _revoked.Name, OfflineFinding.Ended),
            (_corrected, 1, _corrected.Name, OfflineFinding.Ended), (_corrected, 2, "余敏婧", OfflineFinding.InForce),
        })
        {
            var pdf = await PdfAsync(issued.Number, version);
            foreach (var verdict in new[] { _check.CheckFile(pdf), _check.CheckToken(GoldenRegister.Scan(pdf)) })
            {
                Assert.That(
                    (verdict.Finding, verdict.Number!.Value, verdict.Name, verdict.Version), Is.EqualTo((finding, issued.Number, name, version)));
            }
        }
    }

    [Test]
    public async Task Token_WithAHighS_IsTheSameToken()
    {
        var token = GoldenRegister.Scan(await PdfAsync(_revoked.Number, 1));
        var twin = Twin(token);

        Assert.That((twin == token, _check.CheckToken(twin).Finding), Is.EqualTo((false, OfflineFinding.Ended)));
    }

    [Test]
    public void Token_OfAnotherKey_IsForged()
    {
        using var stranger = new DemoFolder();
        Assert.That(QrAddress.TryCreate("https://verify.example.cn", out var site, out _), Is.True);
        var genuine = _services.Token(_valid.Number, 1, _valid.Name, new DateOnly(2026, 3, 1));
        var forged = new QrTokenSigner(stranger.Ring, site!).Sign(Claims()).Address;

        Assert.That(
            (_check.CheckToken(genuine).Finding, _check.CheckToken(forged).Finding, _check.CheckToken(genuine[..^1]).Finding),
            Is.EqualTo((OfflineFinding.InForce, OfflineFinding.Forged, OfflineFinding.Unreadable)));
    }

    [Test]
    public async Task File_ThatWasChanged_IsNoGoodCertificate()
    {
        var pdf = await PdfAsync(_valid.Number, 1);
        for (var at = 200; at < pdf.Length; at += 997)
        {
            var other = (byte[])pdf.Clone();
            other[at] ^= 1;
            Assert.That(
                _check.CheckFile(other).Finding, Is.AnyOf(OfflineFinding.Altered, OfflineFinding.Forged, OfflineFinding.Unreadable), $"byte {at}");
        }
    }

    [Test]
    public async Task List_ThatIsNotThere_LeavesItOpenWhetherACertificateEnded()
    {
        var keys = JwkReading.Read(await _services.Public.GetByteArrayAsync("/v1/keys"));

        Assert.That(new OfflineCheck(keys, null).CheckFile(await PdfAsync(_revoked.Number, 1)).Finding, Is.EqualTo(OfflineFinding.NoList));
    }

    /// <summary>Of either kind: since the day before it was issued, and since long after.</summary>
    [TestCase("qr", -1, OfflineFinding.Forged)]
    [TestCase("qr", 300, OfflineFinding.Doubted)]
    [TestCase("pdf", -1, OfflineFinding.Forged)]
    [TestCase("pdf", 300, OfflineFinding.Doubted)]
    public async Task Certificate_OfACompromisedKey_IsForgedOrLeftOpen(string purpose, int days, OfflineFinding expected)
    {
        var pdf = await PdfAsync(_valid.Number, 1);
        var issued = _check.CheckFile(pdf).IssuedOn;
        var published = JsonNode.Parse(await _services.Public.GetByteArrayAsync("/v1/keys"))!;
        foreach (var key in published["keys"]!.AsArray().Where(key => (string)key!["purpose"]! == purpose))
        {
            key!["state"] = "compromised";
            key["compromisedSince"] = issued.AddDays(days).ToDateTime(new TimeOnly(4, 0)).ToString("s") + "Z";
        }

        using var keys = JwkReading.Read(Encoding.UTF8.GetBytes(published.ToJsonString()));

        Assert.That(new OfflineCheck(keys, null).CheckFile(pdf), Is.EqualTo(new OfflineVerdict(expected)));
    }

    [Test]
    [Category(Categories.Process)]
    public async Task Command_AfterTheSiteIsGone_GoesByWhatItFetched()
    {
        var (good, bad) = (Path.Combine(_folder, "good.pdf"), Path.Combine(_folder, "bad.pdf"));
        await File.WriteAllBytesAsync(good, await PdfAsync(_valid.Number, 1));
        await File.WriteAllBytesAsync(bad, await PdfAsync(_revoked.Number, 1));

        var fetched = Check(good, "--from", _services.Public.BaseAddress!.ToString());
        var without = Check(bad);
        Assert.Multiple(() =>
        {
            Assert.That(fetched.Code, Is.Zero, fetched.Text);
            Assert.That(fetched.Text, Does.StartWith("Genuine, and in force").And.Contain(_valid.Name).And.Contain("示范数字技术评价中心"));
            Assert.That(without.Code, Is.EqualTo(1), without.Text);
            Assert.That(without.Text, Does.StartWith("Genuine, but no longer in force").And.Contain(_revoked.Name));
            Assert.That(Check("--data").Code, Is.EqualTo(2));
        });
    }

    private (int Code, string Text) Check(params string[] args)
    {
        var verify = Path.Combine(TestContext.CurrentContext.TestDirectory, "Certificates.Verify.dll");
        using var process = Tool.Start("dotnet", [verify, "check", .. args, .. (string[])(args is ["--data"] ? [] : ["--data", _folder])]);
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text);
    }

    private QrClaims Claims() => new(Certificates.Core.Coding.CertificateNumber.OfRecord(_valid.Number), 1, _valid.Name, new DateOnly(2026, 3, 1));

    private async Task<byte[]> PdfAsync(string number, int version)
    {
        using var answer = await _services.As("operator").GetAsync($"/v1/certificates/{number}/pdf?version={version}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The other s that verifies as well.</summary>
    private static string Twin(string token)
    {
        var order = System.Numerics.BigInteger.Parse(
            "115792089210356248762697446949407573529996955224135760342422259061068512044369", System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(Base32.TryDecode(token, out var bytes), Is.True);
        var high = order - new System.Numerics.BigInteger(bytes.AsSpan(^32..), isUnsigned: true, isBigEndian: true);
        var written = high.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.AsSpan(^32..).Clear();
        written.CopyTo(bytes.AsSpan(bytes!.Length - written.Length));
        return Base32.Encode(bytes);
    }
}
