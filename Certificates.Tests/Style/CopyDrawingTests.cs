using Certificates.Core.Style;
using Certificates.Core.Style.Qr;
using UglyToad.PdfPig;

namespace Certificates.Tests.Style;

/// <summary>Annotated copies as they are drawn, in every style a certificate may have been issued in.</summary>
internal sealed class CopyDrawingTests
{
    private const string Address = "HTTPS://VERIFY.EXAMPLE.CN/C/23456789ABCDEFGH";

    /// <summary>Thirty characters, which is the most there may be.</summary>
    private const string Words = "投递给某某科技（北京）有限公司人力资源部二〇二六年秋季招聘用";

    private static IEnumerable<string> Styles => UnifiedStyle.All.Select(style => style.Id);

    [TestCaseSource(nameof(Styles))]
    public void Copy_InAnyStyle_SaysPurposeAndEndAndAllThatTheCertificateSays(string id)
    {
        var style = UnifiedStyle.All.Single(style => style.Id == id);
        var composer = CertificateComposer.Open(style, Drafts.Options, Drafts.Fonts);
        var note = new CopyNote(new Label("职称评审", "review for a professional title"), Words, new DateOnly(2026, 12, 31));
        using var copy = composer.ComposeCopy(Drafts.Certificate(), Drafts.Portrait(), Address, note, Drafts.Options.SignatureCapacity, Drafts.SignedAt);
        using var plain = composer.Compose(Drafts.Certificate(), Drafts.Portrait(), Drafts.Address, Drafts.SignedAt);
        if (Environment.GetEnvironmentVariable("CERTIFICATES_SCREENSHOTS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, $"copy-{id}.pdf"), copy.File.ToArray());
        }

        var (printed, said) = (PrintedFacts.Read(copy.File), Text(copy.File));
        Assert.Multiple(() =>
        {
            Assert.That(said, Does.Contain("加注件").And.Contain("持证人自述用途：职称评审").And.Contain(Words).And.Contain("有效至2026年12月31日"));
            Assert.That(said, Does.Contain("notthecertificateitself").And.Contain("December31,2026"));
            Assert.That(printed?.Qr, Is.EqualTo(QrEncoder.Encode(Address)));
            Assert.That((printed?.Name, printed?.Number), Is.EqualTo((Drafts.Certificate().Holder.Name.Value, Drafts.Certificate().Number.Value)));
            Assert.That(Words.EnumerateRunes().Count(), Is.EqualTo(30));
            foreach (var word in Letters(plain.File))
            {
                Assert.That(said, Does.Contain(word));
            }
        });
    }

    [TestCaseSource(nameof(Styles))]
    public void Copy_WithTheCertificatesOwnPage_LeavesItsLettersWhereTheyStand(string id)
    {
        var composer = CertificateComposer.Open(UnifiedStyle.All.Single(style => style.Id == id), Drafts.Options, Drafts.Fonts);
        var note = new CopyNote(new Label("求职", "job application"), "", new DateOnly(2026, 12, 31));
        using var copy = composer.ComposeCopy(Drafts.Certificate(), null, Address, note, Drafts.Options.SignatureCapacity, Drafts.SignedAt);
        using var plain = composer.Compose(Drafts.Certificate(), null, Drafts.Address, Drafts.SignedAt);

        Assert.That(Places(copy.File), Is.SupersetOf(Places(plain.File)));
        Assert.That(Text(copy.File), Does.Not.Contain("（）"));
    }

    private static string Text(ReadOnlyMemory<byte> file)
    {
        using var read = PdfDocument.Open(file.ToArray());
        return string.Concat(read.GetPage(1).Letters.Select(letter => letter.Value)).Replace(" ", "", StringComparison.Ordinal)
            .Replace("　", "", StringComparison.Ordinal);
    }

    private static List<string> Letters(ReadOnlyMemory<byte> file)
    {
        using var read = PdfDocument.Open(file.ToArray());
        return [.. read.GetPage(1).GetWords().Select(word => word.Text).Where(word => word.Length > 3 && !word.Contains(' ', StringComparison.Ordinal)).Take(40)];
    }

    private static List<(string Letter, int X, int Y)> Places(ReadOnlyMemory<byte> file)
    {
        using var read = PdfDocument.Open(file.ToArray());
        return [.. read.GetPage(1).Letters.Select(letter => (letter.Value, (int)letter.StartBaseLine.X, (int)letter.StartBaseLine.Y)).Distinct()];
    }
}
