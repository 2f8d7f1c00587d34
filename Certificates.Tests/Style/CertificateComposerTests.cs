using System.Security.Cryptography;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Style;
using Certificates.Core.Style.Qr;

namespace Certificates.Tests.Style;

internal sealed class CertificateComposerTests
{
    [Test]
    public void Compose_SameInput_GivesTheSameBytes()
    {
        using var first = Drafts.Composer.Compose(Drafts.Certificate(), Drafts.Portrait(), Drafts.Address, Drafts.SignedAt);
        using var second = CertificateComposer.Open(UnifiedStyle.SecondGrade, Drafts.Options, FontChain.Open(null))
            .Compose(Drafts.Certificate(), Drafts.Portrait(), Drafts.Address, Drafts.SignedAt);
        Assert.That(second.File.ToArray(), Is.EqualTo(first.File.ToArray()));
    }

    /// <summary>
    /// What a locked version draws, unpacked, as its first release drew it: a correction of an old certificate prints as that was printed.
    /// </summary>
    [Test]
    public void Compose_InALockedVersion_DrawsWhatItDrewAtFirst()
    {
        using var pdf = CertificateComposer.Open(UnifiedStyle.FirstGrade, Drafts.Options, Drafts.Fonts)
            .Compose(Drafts.Certificate(), Drafts.Portrait(), Drafts.Address, Drafts.SignedAt);
        Assert.That(PdfFile.TryOpen(pdf.File, out var file), Is.True);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var streams = 0;
        for (var number = 1; number < 100; number++)
        {
            using var data = file!.ReadStream(new PdfReference(number), 1 << 22);
            hash.AppendData(data is null ? [] : data.Written);
            streams += data is null ? 0 : 1;
        }

        Assert.That((streams, Convert.ToHexStringLower(hash.GetHashAndReset())), Is.EqualTo((16, "f8f5e106f100751cd0fcd817311879373b32fbef9dc6fbc55d8162688f209fba")));
    }

    [Test]
    public void Compose_OnManyThreads_MixesNobodyUp()
    {
        var names = Enumerable.Range(0, 200).Select(i => $"张{(char)('一' + i)}").ToArray();
        var read = new string?[names.Length];
        Parallel.For(0, names.Length, i =>
        {
            using var pdf = Drafts.Composer.Compose(Drafts.Certificate(names[i]), null, Drafts.Address, Drafts.SignedAt);
            read[i] = PrintedFacts.Read(pdf.File)?.Name;
        });
        Assert.That(read, Is.EqualTo(names));
    }

    [Test]
    public void Compose_Finished_BeginsWithTheSkeletonAndReadsBack()
    {
        var certificate = Drafts.Certificate("𬭎䶮");
        using var pdf = Drafts.Composer.Compose(certificate, null, Drafts.Address, Drafts.SignedAt);
        var printed = PrintedFacts.Read(pdf.File);
        Assert.Multiple(() =>
        {
            Assert.That(pdf.Skeleton.ToArray(), Is.EqualTo(Drafts.Composer.Skeleton.ToArray()));
            Assert.That(printed?.Name, Is.EqualTo("𬭎䶮"));
            Assert.That(printed?.Number, Is.EqualTo(certificate.Number.Value));
            Assert.That(printed?.Qr, Is.EqualTo(QrEncoder.Encode(Drafts.Address)));
            Assert.That(printed?.Qr, Is.Not.EqualTo(QrEncoder.Encode(Drafts.Address[..^1] + "A")));
        });
    }

    [Test]
    public void Skeleton_OfASpecimen_IsAnotherAndItsMarkIsNoText()
    {
        var composer = CertificateComposer.Open(UnifiedStyle.SecondGrade, Drafts.Options with { IsSpecimen = true }, Drafts.Fonts);
        using var pdf = composer.Compose(Drafts.Certificate(), null, Drafts.Address, Drafts.SignedAt);
        using var read = UglyToad.PdfPig.PdfDocument.Open(pdf.File.ToArray());
        Assert.Multiple(() =>
        {
            Assert.That(composer.SkeletonHash.ToArray(), Is.Not.EqualTo(Drafts.Composer.SkeletonHash.ToArray()));
            Assert.That(read.GetPage(1).Text, Does.Not.Contain("SPECIMEN"));
        });
    }

    [Test]
    public void WriteSignature_LargerThanItsSlot_Throws()
    {
        using var pdf = Drafts.Composer.Compose(Drafts.Certificate(), null, Drafts.Address, Drafts.SignedAt);
        Assert.That(() => pdf.WriteSignature(new byte[Drafts.Options.SignatureCapacity + 1]), Throws.ArgumentException);
    }

    [TestCase("张三", null)]
    [TestCase("𬭎𫖯𠅤䶮㛃〇", null)]
    [TestCase("A\u3000b", null)]
    [TestCase("张\uE000", 0xE000)]
    [TestCase("\U0002FA20", 0x2FA20)]
    public void FirstMissing_OfTheVendoredFonts_NamesWhatCannotBePrinted(string text, int? missing) =>
        Assert.That(Drafts.Fonts.FirstMissing(text)?.Value, Is.EqualTo(missing));
}
