using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Batches;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Revocation;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Style;

namespace Certificates.Tests.Signing;

/// <summary>What authorities say of the certificates behind a signature, in the one revision of a PDF; the authority is not ours.</summary>
[Category(Categories.Process)]
internal sealed class RevocationTests
{
    private OpenSslCa _ca = null!;

    [SetUp]
    public void Open() => _ca = new OpenSslCa(delegates: TestContext.CurrentContext.Test.Arguments is [true, ..]);

    [TearDown]
    public void Close() => _ca.Dispose();

    /// <summary>The responder of the authority signs by itself, or by another key.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public async Task File_HoldsWhatTheAuthoritiesSay_InItsOneRevision(bool delegates)
    {
        using var stamping = new OpenSslAuthority(lists: true);
        await using var issuing = await StartAsync(stamping);
        Assert.That(issuing.Get<Revocations>().Faults, Is.Empty);
        issuing.Get<TrialCertificate>().Require();
        var pdf = await IssueAsync(issuing);

        Assert.That(issuing.Get<PdfSignatureReader>().CheckFile(pdf)!.Finding, Is.EqualTo(PdfSignatureFinding.Valid));
        Assert.That(Conformance.Faults(pdf), Is.Empty);
        var path = Path.Combine(issuing.Folder, "held.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        Assert.That(
            Tool.Run("pdfsig", "-nocert", path),
            Does.Contain("Signature is Valid").And.Contain("Total document signed").And.Contain("ETSI.CAdES.detached"));
        Assert.That(Tool.Run("qpdf", "--check", path), Does.Contain("No syntax"));
        Assert.That(Encoding.Latin1.GetString(pdf).Split("%%EOF"), Has.Length.EqualTo(2), "one revision");

        var store = StoreOf(path);
        var subjects = store["Certs"].Select(der => X509CertificateLoader.LoadCertificate(der).Subject).ToList();
        Assert.That(subjects, Is.EquivalentTo(new[] { "CN=pdf", "CN=Drill", "CN=Stamps", "CN=Root" }.Concat(delegates ? ["CN=responder"] : [])));
        Assert.That((store["CRLs"].Count, store["OCSPs"].Count), Is.EqualTo((2, 1)));
        Judge(issuing.Folder, store, stamping.Root);
    }

    /// <summary>openssl verifies each list by its authority, and the responder's answer about the certificate that signed.</summary>
    private void Judge(string folder, Dictionary<string, IReadOnlyList<byte[]>> store, string stampRoot)
    {
        File.WriteAllText(Path.Combine(folder, "Drill"), _ca.Root);
        File.WriteAllText(Path.Combine(folder, "Root"), stampRoot);
        var issuers = new List<string>();
        foreach (var list in store["CRLs"])
        {
            File.WriteAllBytes(Path.Combine(folder, "list"), list);
            var issuer = Tool.Run("openssl", "crl", "-inform", "DER", "-in", Path.Combine(folder, "list"), "-noout", "-issuer").Split('=')[^1].Trim();
            issuers.Add(issuer);
            Assert.That(
                Tool.Run("bash", "-c", $"cd '{folder}' && openssl crl -inform DER -in list -noout -CAfile {issuer} 2>&1"), Does.Contain("verify OK"));
        }

        Assert.That(issuers, Is.EquivalentTo(["Drill", "Root"]));
        File.WriteAllBytes(Path.Combine(folder, "answer"), store["OCSPs"].Single());
        Assert.That(
            Tool.Run("bash", "-c", $"cd '{folder}' && openssl ocsp -respin answer -CAfile Drill -issuer Drill -cert '{_ca.Folder}/pdf.pem' -no_nonce 2>&1"),
            Does.Contain("Response verify OK").And.Contain("pdf.pem: good"));
    }

    [Test]
    public async Task Key_WhoseCertificateIsRevoked_SignsNoMore_AndIsNamed()
    {
        await using var issuing = await StartAsync();
        _ca.Revoke("pdf");
        await issuing.Get<Revocations>().RefreshAsync(CancellationToken.None);

        Assert.That(
            () => issuing.Get<KeyRing>().InForce(KeyPurpose.Pdf),
            Throws.TypeOf<KeyNotInForceException>().With.Message.Contains("revoked by its authority"));
        Assert.That(issuing.Get<Revocations>().Faults, Has.Some.Contains("is revoked"));

        // while the authority is away it stays so
        _ca.IsUp = false;
        await issuing.Get<Revocations>().RefreshAsync(CancellationToken.None);
        Assert.That(() => issuing.Get<KeyRing>().InForce(KeyPurpose.Pdf), Throws.TypeOf<KeyNotInForceException>());
        issuing.Clock.Advance(TimeSpan.FromDays(3));
        await issuing.Get<Revocations>().RefreshAsync(CancellationToken.None);
        Assert.That(() => issuing.Get<KeyRing>().InForce(KeyPurpose.Pdf), Throws.TypeOf<KeyNotInForceException>());
    }

    [Test]
    public async Task Authority_ThatIsAway_StopsNothing_AndItsWordStandsUntilItEnds()
    {
        await using var issuing = await StartAsync();
        _ca.IsUp = false;
        await issuing.Get<Revocations>().RefreshAsync(CancellationToken.None);
        Assert.That(issuing.Get<Revocations>().Faults, Has.Some.Contains("503"));
        Assert.That(StoreOf(await SavedAsync(issuing))["CRLs"], Has.Count.EqualTo(1));

        issuing.Clock.Advance(TimeSpan.FromDays(3));
        var path = await SavedAsync(issuing);
        Assert.That(StoreOf(path), Is.Empty, "what has ended stands in no file");
        Assert.That(Tool.Run("qpdf", "--check", path), Does.Contain("No syntax"));
        Assert.That(Conformance.Faults(await File.ReadAllBytesAsync(path)), Is.Empty);
    }

    [Test]
    public async Task Rows_WhereItIsRequired_WaitForTheAuthority()
    {
        _ca.IsUp = false;
        await using var issuing = await StartAsync(null, ("Revocation:Required", "true"));
        issuing.Get<TrialCertificate>().Require();
        var batch = await SendAsync(issuing);
        using var stop = new CancellationTokenSource();
        var (run, refresh) = (issuing.Get<Core.Issuing.IssuingRun>().RunAsync(stop.Token), issuing.Get<Revocations>().RunAsync(stop.Token));
        await UntilAsync(issuing, () => issuing.Get<BatchSignals>().Hindrance?.Contains("Revocation:Required", StringComparison.Ordinal) == true);
        var waiting = await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None);

        _ca.IsUp = true;
        await UntilAsync(issuing, () => issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None).Result is { Status: BatchStatus.Done });
        await stop.CancelAsync();
        await Task.WhenAll(run, refresh);
        Assert.That((waiting!.Counts.Issued, waiting.Counts.Pending), Is.EqualTo((0L, 1L)));
        Assert.That(issuing.Get<Revocations>().Faults, Is.Empty);
    }

    [Test]
    public async Task Fetch_IsMadeAnewAtEachInterval()
    {
        await using var issuing = await StartAsync();
        var asked = _ca.Asked;
        using var stop = new CancellationTokenSource();
        var refresh = issuing.Get<Revocations>().RunAsync(stop.Token);
        issuing.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.That(_ca.Asked, Is.EqualTo(asked));

        await UntilAsync(issuing, () => _ca.Asked == asked + 2);
        await stop.CancelAsync();
        await refresh;
    }

    [TestCase("of another authority", "not signed by the authority")]
    [TestCase("of before", "has ended")]
    [TestCase("words", "cannot be read")]
    [TestCase("nested", "nested too deeply")]
    [TestCase("too long", "too long")]
    public async Task List_ThatDoesNotCount_IsNamed_AndStandsInNoFile(string kind, string named)
    {
        using var other = new OpenSslCa();
        await using var issuing = await StartAsync();
        _ca.List = kind switch
        {
            "of another authority" => other.NewList(),
            "of before" => _ca.NewList(),
            "words" => Encoding.ASCII.GetBytes("<html>not here</html>"),
            "nested" => [.. Enumerable.Range(0, 60).Reverse().SelectMany(i => new byte[] { 0x30, (byte)(2 * i) })],
            _ => RandomNumberGenerator.GetBytes(RevocationClient.LongestAnswer + 1),
        };
        issuing.Clock.Advance(kind == "of before" ? TimeSpan.FromDays(3) : TimeSpan.Zero);
        await issuing.RestartAsync();

        Assert.That(issuing.Get<Revocations>().Faults, Has.Some.Contains(named));
        Assert.That(StoreOf(await SavedAsync(issuing)).GetValueOrDefault("CRLs", []), Is.Empty);
    }

    [Test]
    public async Task Certificate_ThatNamesNoSource_IsToldByHealth()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true, settings: ("Revocation:Fetch", "true"));

        Assert.That(issuing.Get<Revocations>().Faults, Has.Some.Contains("names neither a list nor a responder"));
        Assert.That(StoreOf(await SavedAsync(issuing)), Is.Empty);
    }

    private async Task<TestIssuing> StartAsync(OpenSslAuthority? stamping = null, params (string Key, string Value)[] settings)
    {
        var issuing = await OpenAsync(stamping, settings);
        _ = issuing.Get<Revocations>();
        return issuing;
    }

    private Task<TestIssuing> OpenAsync(OpenSslAuthority? stamping, (string Key, string Value)[] settings) => TestIssuing.OpenAsync(
        DateTimeOffset.UtcNow.AddMinutes(1),
        embedded: true,
        prepare: folder =>
        {
            var keys = Path.Combine(folder, "keys");
            using var file = PrivateFiles.Create(Path.Combine(keys, "drill.pfx"));
            file.Write(File.ReadAllBytes(Path.Combine(_ca.Folder, "pdf.pfx")));
            File.AppendAllText(Path.Combine(keys, "authorities.pem"), $"\n{_ca.Root}\n");
            File.WriteAllText(Path.Combine(keys, "stamps.pem"), stamping?.Root ?? "");
        },
        settings:
        [
            ("Signing:Pdf:File", "drill.pfx"), ("Signing:Pdf:Password", "drill"), ("Revocation:Fetch", "true"), .. settings,
            .. stamping is null ? [] : new[] { ("TimeStamp:Url", stamping.Url), ("TimeStamp:AuthoritiesFile", "stamps.pem") },
        ]);

    private static async Task<Guid> SendAsync(TestIssuing issuing)
    {
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 1)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }

    /// <summary>The file of a certificate that is issued now.</summary>
    private static async Task<byte[]> IssueAsync(TestIssuing issuing)
    {
        await issuing.IssueAsync(await SendAsync(issuing));
        var all = await issuing.Get<CertificateReader>().ByIdsAsync([.. Enumerable.Range(1, 10).Select(i => (long)i)], CancellationToken.None);
        return (await issuing.Get<PdfArchive>().FindAsync(all.MaxBy(each => each.CertificateId)!, CancellationToken.None))!.Bytes.ToArray();
    }

    private static async Task<string> SavedAsync(TestIssuing issuing)
    {
        var path = Path.Combine(issuing.Folder, $"{Guid.NewGuid():n}.pdf");
        await File.WriteAllBytesAsync(path, await IssueAsync(issuing));
        return path;
    }

    private static async Task UntilAsync(TestIssuing issuing, Func<bool> holds)
    {
        for (var i = 0; i < 400 && !holds(); i++)
        {
            await Task.Delay(25);
            issuing.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.That(holds(), Is.True);
    }

    /// <summary>What the catalog's /DSS holds, as qpdf reads the file; empty where there is none.</summary>
    private static Dictionary<string, IReadOnlyList<byte[]>> StoreOf(string path)
    {
        var objects = JsonNode.Parse(Tool.Run(
            "qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", path))!["qpdf"]![1]!;
        JsonNode? Value(string reference) => objects[$"obj:{reference}"]?["value"];
        var catalog = Value((string)objects["trailer"]!["value"]!["/Root"]!)!;
        return catalog["/DSS"] is not JsonValue place || Value((string)place!) is not JsonObject store
            ? []
            : store.Where(entry => entry.Value is JsonArray).ToDictionary(
                entry => entry.Key[1..],
                entry => (IReadOnlyList<byte[]>)[.. entry.Value!.AsArray().Select(each =>
                    Convert.FromBase64String((string)objects[$"obj:{(string)each!}"]!["stream"]!["data"]!))],
                StringComparer.Ordinal);
    }
}
