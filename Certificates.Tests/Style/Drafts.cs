using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Style;

namespace Certificates.Tests.Style;

/// <summary>Certificates of invented people (99xxxx, never assigned), composed, and signed by the platform's own CMS as the oracle.</summary>
internal static class Drafts
{
    public const string Address =
        "HTTPS://VERIFY.EXAMPLE.ORG/Q/2KCE3IQEIFBDSRKBNBBUIUJUIRDDIM2HIFBEGRCFIZDUQSKKJNGE2TSPKBIVEU2UKVLFOWCZLIYDCMRTGQ2TMNZYHE" +
        "5DWPB5HY7UAQKCINCEKRSHJBEUUS2MJVHE6UCRKJJVIVKWK5MFSWS3LRO55O6LBRPXYTINSY26LEN2JZV5MRSWK5TGKMOEGQ7TINSWU3K";

    public static readonly DateTimeOffset SignedAt = new(2026, 11, 23, 6, 30, 0, TimeSpan.Zero);

    public static readonly ComposerOptions Options = new()
    {
        VerificationDomain = "verify.example.org",
        QueryAddress = "https://verify.example.org",
        InstitutionListAddress = "https://verify.example.org/catalogue",
    };

    public static readonly FontChain Fonts = FontChain.Open(null);

    public static readonly CertificateComposer Composer = CertificateComposer.Open(UnifiedStyle.SecondGrade, Options, Fonts);

    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly X509Certificate2 Signer = new CertificateRequest("CN=Test Institution", Key, HashAlgorithmName.SHA256)
        .CreateSelfSigned(new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static string SignerPem => Signer.ExportCertificatePem();

    public static Certificate Certificate(
        string name = "张三", string institution = "北京数字技术人才评价中心", string? direction = "自然语言及语音处理产品实现")
    {
        var named = PersonName.TryParse(name, out var person, out _);
        Assert.That(named & IdDocument.TryParse(IdType.ResidentId, "990101199001010019", out var document, out _), Is.True);
        return new Certificate
        {
            Number = CertificateNumber.Create(CertificateKind.Grade, "0001", "11", "01", "04", 2026, Grade.Senior, 123),
            Version = 1,
            Holder = new Holder(person!, document!),
            OccupationCode = "2-02-38-01",
            Occupation = new BilingualName("人工智能工程技术人员", "Artificial Intelligence Engineer"),
            Direction = direction,
            Grade = Grade.Senior,
            Institution = new BilingualName(institution, "Beijing Digital Talent Assessment Centre"),
            AssessedOn = new DateOnly(2026, 10, 17),
            IssuedOn = new DateOnly(2026, 11, 23),
            LicenceIdentifier = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
        };
    }

    /// <summary>A portrait drawn by code, out of the samples.</summary>
    public static Photo Portrait()
    {
        using var zip = System.IO.Compression.ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "samples", "photos.zip"));
        using var entry = zip.GetEntry("photo-01.jpg")!.Open();
        using var jpeg = new MemoryStream();
        entry.CopyTo(jpeg);
        Assert.That(Photo.TryParse(jpeg.ToArray(), out var photo, out _), Is.True);
        return photo!;
    }

    /// <summary>The signed file; the CMS has the ESS attribute that CAdES asks for.</summary>
    public static byte[] Sign(Certificate certificate, Photo? photo = null) => Sign(Composer, certificate, photo);

    /// <summary>The same by a composer of another style.</summary>
    public static byte[] Sign(CertificateComposer composer, Certificate certificate, Photo? photo = null)
    {
        using var pdf = composer.Compose(certificate, photo, Address, SignedAt);
        pdf.WriteSignature(Cms(pdf.File.Span));
        return pdf.File.ToArray();
    }

    public static byte[] Cms(ReadOnlySpan<byte> file)
    {
        var open = file.IndexOf("/Contents <"u8) + "/Contents "u8.Length;
        var close = open + file[open..].IndexOf((byte)'>') + 1;
        byte[] signed = [.. file[..open], .. file[close..]];
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Signer, Key);
        signer.SignedAttributes.Add(SigningCertificateV2());
        var cms = new SignedCms(new ContentInfo(signed), detached: true);
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    private static AsnEncodedData SigningCertificateV2()
    {
        // RFC 5035: SEQUENCE { SEQUENCE { SEQUENCE { OCTET STRING hash } } }, SHA-256 by default.
        var hash = SHA256.HashData(Signer.RawData);
        byte[] attribute = [0x30, 0x26, 0x30, 0x24, 0x30, 0x22, 0x04, 0x20, .. hash];
        return new AsnEncodedData("1.2.840.113549.1.9.16.2.47", attribute);
    }
}
