using System.Text;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Style;
using Certificates.Tests.Style;
using FsCheck;
using FsCheck.Fluent;

namespace Certificates.Tests.Pdf;

/// <summary>On a file that ends with a table, and on one with an object stream, which ends with a cross-reference stream.</summary>
[TestFixture("GRADE-2021.1")]
[TestFixture("GRADE-2021.2")]
internal sealed class SignedPdfTests(string style)
{
    private readonly CertificateComposer _composer =
        CertificateComposer.Open(UnifiedStyle.All.Single(each => each.Id == style), Drafts.Options, Drafts.Fonts);

    private byte[] Signed => field ??= Drafts.Sign(_composer, Drafts.Certificate());

    [Test]
    public void TryRead_SignedFile_GivesItsCmsAndTheHashItWasMadeOver()
    {
        Assert.That(SignedPdf.TryRead(Signed, out var pdf, out _), Is.True);
        var (before, after) = Slot(Signed);
        byte[] covered = [.. Signed[..before], .. Signed[after..]];
        var cms = new System.Security.Cryptography.Pkcs.SignedCms(new(covered), detached: true);
        cms.Decode(pdf!.Cms.Span);

        var hash = new byte[32];
        pdf.HashSignedBytes(hash);
        Assert.Multiple(() =>
        {
            Assert.That(() => cms.CheckSignature(verifySignatureOnly: true), Throws.Nothing);
            Assert.That(hash, Is.EqualTo(System.Security.Cryptography.SHA256.HashData(covered)));
        });
    }

    [Test]
    public void TryRead_PaddingBehindTheCmsChanged_IsChangedAfterSigning()
    {
        var file = (byte[])Signed.Clone();
        file[Slot(file).After - 10] = (byte)'A';
        Assert.That(FaultOf(file), Is.EqualTo(SignedPdfFault.ChangedAfterSigning));
    }

    [Test]
    public void TryRead_RevisionAppended_IsChangedAfterSigning()
    {
        var update = $"2 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\nxref\n2 1\n{Signed.Length:D10} 00000 n \n"
            + $"trailer\n<< /Size 60 /Root 46 0 R /Prev 1 >>\nstartxref\n{Signed.Length + 60}\n%%EOF\n";
        Assert.That(FaultOf([.. Signed, .. Encoding.ASCII.GetBytes(update)]), Is.EqualTo(SignedPdfFault.ChangedAfterSigning));
    }

    [TestCase("/ByteRange [0 ", "/ByteRange [1 ")]
    [TestCase("/FT /Sig", "/FT /Btn")]
    [TestCase("/Fields [", "/Fieldz [")]
    [TestCase("/AcroForm", "/AcroFarm")]
    [TestCase("/Root ", "/Roof ")]
    public void TryRead_StructureBroken_IsRefused(string from, string to) =>
        Assert.That(FaultOf(Change(Signed, from, to)), Is.EqualTo(SignedPdfFault.Damaged).Or.EqualTo(SignedPdfFault.ChangedAfterSigning));

    [Test]
    public void TryRead_LowerCaseHex_IsDamaged()
    {
        // The CMS would not notice: the digits are outside the signed bytes.
        var file = (byte[])Signed.Clone();
        var letter = Array.FindIndex(file, Slot(file).Before, b => b is >= (byte)'A' and <= (byte)'F');
        file[letter] |= 0x20;
        Assert.That(FaultOf(file), Is.EqualTo(SignedPdfFault.Damaged));
    }

    [TestCase(0.1)]
    [TestCase(0.5)]
    [TestCase(0.999)]
    public void TryRead_CutOff_IsDamaged(double part) =>
        Assert.That(FaultOf(Signed[..(int)(Signed.Length * part)]), Is.EqualTo(SignedPdfFault.Damaged));

    [Test]
    public void TryRead_NotPdf_SaysSo() => Assert.That(FaultOf("PK\u0003\u0004 not a PDF"u8.ToArray()), Is.EqualTo(SignedPdfFault.NotPdf));

    [Test]
    public void TryRead_ForeignFileWithoutSignature_IsUnsigned()
    {
        var foreign = "%PDF-1.5\n1 0 obj\n<< /Type /XRef /W [1 2 1] >>\nstream\nendstream\nendobj\nstartxref\n9\n%%EOF"u8.ToArray();
        Assert.That(FaultOf(foreign), Is.EqualTo(SignedPdfFault.Unsigned));
    }

    [Test]
    public void TryRead_SignedByAnotherProgram_IsSignedElsewhere()
    {
        const string Head = "%PDF-1.5\n1 0 obj\n<< /Type /Sig /ByteRange [0 60 80 ";
        var length = 200 - 80;
        var foreign = (Head + length + "] >>\nendobj\nstartxref\n9\n%%EOF").PadRight(200, '\n');
        Assert.That(FaultOf(Encoding.ASCII.GetBytes(foreign)), Is.EqualTo(SignedPdfFault.SignedElsewhere));
    }

    [Test]
    public void TryRead_SignatureOfAnotherFile_ReadsButHashesDiffer()
    {
        var other = Drafts.Sign(_composer, Drafts.Certificate("李四"));
        var (from, to) = (Slot(other), Slot(Signed));
        var moved = (byte[])Signed.Clone();
        other[from.Before..from.After].CopyTo(moved, to.Before);
        Assert.That(SignedPdf.TryRead(moved, out var pdf, out _), Is.True);
        var hash = new byte[32];
        pdf!.HashSignedBytes(hash);
        Assert.That(pdf.Cms.ToArray().AsSpan().IndexOf(hash), Is.LessThan(0));
    }

    [Test]
    public void TryRead_AnyBytes_NeverThrows() => Prop.ForAll<byte[]>(bytes => !SignedPdf.TryRead(bytes, out _, out _)).QuickCheckThrowOnFailure();

    [Test]
    public void TryRead_OneByteChangedAnywhere_NeverThrowsAndNeverReadsTheSame() =>
        Prop.ForAll(Gen.Choose(0, Signed.Length - 1).Zip(Gen.Choose(1, 255)).ToArbitrary(), change =>
        {
            var file = (byte[])Signed.Clone();
            file[change.Item1] ^= (byte)change.Item2;
            if (!SignedPdf.TryRead(file, out var pdf, out _))
            {
                return true;
            }

            var (original, hash) = (new byte[32], new byte[32]);
            var read = SignedPdf.TryRead(Signed, out var good, out _);
            good!.HashSignedBytes(original);
            pdf.HashSignedBytes(hash);
            return read && (!hash.SequenceEqual(original) || !pdf.Cms.Span.SequenceEqual(good.Cms.Span));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void TryRead_DeeplyNested_EndsWithoutReadingOn()
    {
        var nested = new string('[', 100_000);
        var file = $"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root {nested} >>\nstartxref\n9\n%%EOF\n";
        Assert.That(FaultOf(Encoding.ASCII.GetBytes(file)), Is.EqualTo(SignedPdfFault.Unsigned));
    }

    /// <summary>In the file, or in its object stream where it lies there.</summary>
    private static byte[] Change(byte[] file, string from, string to) => Encoding.Latin1.GetString(file).Contains(from, StringComparison.Ordinal)
        ? Replace(file, from, to)
        : PackedFile.Change(file, packed => packed.Contains(from, StringComparison.Ordinal)
            ? packed.Replace(from, to, StringComparison.Ordinal)
            : throw new AssertionException("There is nothing to change."));

    internal static byte[] Replace(byte[] file, string from, string to)
    {
        var text = Encoding.Latin1.GetString(file);
        Assert.That(text, Does.Contain(from));
        var at = text.LastIndexOf(from, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text[..at] + to + text[(at + from.Length)..]);
    }

    private static SignedPdfFault FaultOf(byte[] file) => SignedPdf.TryRead(file, out _, out var fault) ? SignedPdfFault.None : fault;

    private static (int Before, int After) Slot(byte[] file)
    {
        var before = file.AsSpan().IndexOf("/Contents <"u8) + "/Contents "u8.Length;
        return (before, before + file.AsSpan(before).IndexOf((byte)'>') + 1);
    }
}
