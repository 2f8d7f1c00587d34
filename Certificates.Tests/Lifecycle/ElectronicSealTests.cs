using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Certificates.Tests.Signing.Gm;
using Certificates.Tests.Verify;

namespace Certificates.Tests.Lifecycle;

/// <summary>
/// The electronic seal of an institution beside each of its PDFs, as the institution and the holder fetch it: openssl takes the value apart,
/// hashes the PDF and verifies the signature.
/// </summary>
[Category(Categories.Process)]
internal sealed partial class ElectronicSealTests
{
    private Sm2Authority _authority = null!;
    private BothServices _services = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _authority = new Sm2Authority();
        _services = await BothServices.OpenAsync((_, _) => { }, SealMaker.Settings(_authority));
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        await (_services?.DisposeAsync() ?? default);
        _authority.Dispose();
    }

    [Test]
    public async Task Seal_OfAnIssuedPdf_IsVerifiedByOpenSsl_AndIsTheHoldersToo()
    {
        var issued = (await _services.IssueAsync())[0];
        var pdf = await BytesAsync(issued, "pdf");
        var seal = await BytesAsync(issued, "seal");
        AssertOpenSslVerifies(seal, pdf, issued.Number);

        using var holder = new FormBrowser(_services.Site);
        using var signIn = await holder.SignInAsync(issued.Number, issued.IdNumber, _services.ClaimCode(issued.Number));
        var address = $"/my/certificates/{issued.Number}/seal";
        Assert.That(await holder.ReadAsync("/my"), Does.Contain($"href=\"{address}\"").And.Contain("电子签章"));
        using var fetched = await holder.GetAsync(address);
        Assert.That(await fetched.Content.ReadAsByteArrayAsync(), Is.EqualTo(seal));
    }

    [Test]
    public async Task Seal_OfACorrection_IsOfItsOwn_AndTheFormerStays()
    {
        var issued = (await _services.IssueAsync())[0];
        var former = await BytesAsync(issued, "seal");
        await BothServices.DoneAsync(_services.CorrectAsync("authority", issued.Number, new { name = "余敏婧" }));

        AssertOpenSslVerifies(await BytesAsync(issued, "seal"), await BytesAsync(issued, "pdf"), issued.Number);
        Assert.That(await BytesAsync(issued, "seal?version=1"), Is.EqualTo(former));
    }

    [Test]
    public async Task Seal_ThatIsNotOverTheFile_IsNeverServed()
    {
        var issued = await _services.IssueAsync(2);
        await _services.Api.ExecuteAsync($"""
            UPDATE SealSignature SET Value = (SELECT s.Value FROM SealSignature s JOIN CertificateVersion v ON v.DocumentId = s.DocumentId
                JOIN Certificate c ON c.Id = v.CertificateId WHERE c.Number = '{issued[1].Number}')
            WHERE DocumentId = (SELECT v.DocumentId FROM CertificateVersion v JOIN Certificate c ON c.Id = v.CertificateId
                WHERE c.Number = '{issued[0].Number}')
            """);
        using var holder = new FormBrowser(_services.Site);
        using var signIn = await holder.SignInAsync(issued[0].Number, issued[0].IdNumber, _services.ClaimCode(issued[0].Number));
        using var answer = await holder.GetAsync($"/my/certificates/{issued[0].Number}/seal");
        Assert.That((int)answer.StatusCode, Is.GreaterThanOrEqualTo(500));
    }

    [Test]
    public async Task Seal_OfAnInstitutionWithoutOne_IsNotThere()
    {
        await using var plain = await BothServices.OpenAsync();
        var issued = (await plain.IssueAsync())[0];
        using var answer = await plain.As("operator").GetAsync($"/v1/certificates/{issued.Number}/seal");
        using var holder = new FormBrowser(plain.Site);
        using var signIn = await holder.SignInAsync(issued.Number, issued.IdNumber, plain.ClaimCode(issued.Number));
        using var none = await holder.GetAsync($"/my/certificates/{issued.Number}/seal");

        Assert.That((answer.StatusCode, none.StatusCode), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
        Assert.That(await holder.ReadAsync("/my"), Does.Not.Contain("电子签章"));
    }

    private async Task<byte[]> BytesAsync(Issued issued, string what)
    {
        using var answer = await _services.As("operator").GetAsync($"/v1/certificates/{issued.Number}/{what}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The structure, the hash and the signature by openssl alone.</summary>
    private void AssertOpenSslVerifies(byte[] seal, byte[] pdf, string number)
    {
        var (file, document) = (_authority.File("seal.der"), _authority.File("certificate.pdf"));
        File.WriteAllBytes(file, seal);
        File.WriteAllBytes(document, pdf);
        var parts = Line().Matches(Tool.Run("openssl", "asn1parse", "-inform", "DER", "-in", file))
            .Select(line => (At: Of(line, 1), Depth: Of(line, 2), Head: Of(line, 3), Length: Of(line, 4), What: line.Groups[5].Value.Trim())).ToList();
        var outer = parts.Where(part => part.Depth == 1).ToList();
        Assert.That(outer.Select(part => Kind(part.What)), Is.EqualTo(new[] { "SEQUENCE", "OCTET STRING", "OBJECT", "BIT STRING" }));
        Assert.That(outer[2].What, Does.EndWith("SM2-with-SM3"));
        var toSign = parts.Where(part => part.Depth == 2 && part.At < outer[1].At).ToList();
        Assert.That(
            toSign.Select(part => Kind(part.What)),
            Is.EqualTo(new[] { "INTEGER", "SEQUENCE", "GENERALIZEDTIME", "BIT STRING", "IA5STRING" }));
        Assert.That(toSign[4].What, Does.EndWith($":{number}.pdf"));

        var hash = Tool.Run("openssl", "dgst", "-sm3", "-r", document)[..64];
        Assert.That(Convert.ToHexStringLower(Content(seal, toSign[3], 1)), Is.EqualTo(hash));
        Assert.That(
            _authority.Verifies("signer", seal[outer[0].At..(outer[0].At + outer[0].Head + outer[0].Length)], Content(seal, outer[3], 1)), Is.True);
        Assert.That(Content(seal, outer[1], 0), Is.EqualTo(File.ReadAllBytes(_authority.File("signer.der"))));
    }

    private static byte[] Content(byte[] seal, (int At, int Depth, int Head, int Length, string What) part, int skipped) =>
        seal[(part.At + part.Head + skipped)..(part.At + part.Head + part.Length)];

    private static string Kind(string what) => what.Split(':', '[')[0].Trim();

    private static int Of(Match line, int group) => int.Parse(line.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^ *(\d+):d=(\d+) +hl=(\d+) l= *(\d+) (?:cons|prim): (.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
