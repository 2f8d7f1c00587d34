using System.IO.Compression;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.First;

/// <summary>Dresses certificates in the first version of the styles. Locked: corrections of old certificates print as they did.</summary>
internal sealed class FirstComposer : CertificateComposer
{
    /// <summary>Per certificate speed counts: the smallest size saves 1–4 % and takes up to three times as long.</summary>
    private const CompressionLevel BodyDeflate = CompressionLevel.Optimal;

    private readonly Skeleton _skeleton;
    private readonly Seal _seal;

    /// <summary>Builds the skeleton.</summary>
    public FirstComposer(UnifiedStyle style, ComposerOptions options, FontChain chain)
        : base(style, options, chain)
    {
        _skeleton = new Skeleton(style, options, chain);
        _seal = new Seal(chain);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> SkeletonHash => _skeleton.Hash;

    /// <inheritdoc/>
    protected override PdfWriter Prefix => _skeleton.Writer;

    /// <inheritdoc/>
    protected override PdfReference Catalog => _skeleton.Catalog;

    /// <inheritdoc/>
    protected override PdfReference? SecurityStore => _skeleton.SecurityStore;

    /// <inheritdoc/>
    protected override PdfReference Signature => BodyObject.Signature;

    /// <inheritdoc/>
    protected override void WriteBody(
        PdfWriter writer, Certificate certificate, Photo? photo, QrModules qr, CopyNote? note, DateTimeOffset at)
    {
        var fonts = new FontBook(Chain, _skeleton.Fonts, static (font, name) => new WholeFontSubset(font, name));
        var institution = certificate.Institution.Chinese;
        WriteText(writer, certificate, photo, note, fonts);
        WriteQr(writer, qr);
        WriteResources(writer, fonts, photo, note);
        var alternative = photo is null ? Style.Texts.NoPhotoAlternative : Style.Texts.PhotoAlternative;
        FixedText.PhotoElement(alternative).Write(writer, BodyObject.PhotoElement, _skeleton.Document, _skeleton.Page);
        WriteSeal(writer, institution);
        var title = TitleOf(certificate, note);
        var metadata = XmpPacket.Create(title, CreatorOf(certificate, note), Language, at);
        writer.Stream(BodyObject.Metadata, "/Type /Metadata /Subtype /XML"u8, metadata, CompressionLevel.NoCompression);
    }

    private static void ToMillimetres(ContentStream content) =>
        content.Transform(Measures.PointsPerMillimetre, 0, 0, Measures.PointsPerMillimetre, 0, 0);

    private void WriteText(PdfWriter writer, Certificate certificate, Photo? photo, CopyNote? note, FontBook fonts)
    {
        using var content = new ContentStream();
        content.Save();
        ToMillimetres(content);
        content.BeginArtifact();
        content.Paint("Art");
        content.EndMarked();
        new PageText(Style, Options, fonts, content).Draw(certificate);
        var type = new Typesetter(fonts, content);
        PhotoSlot.Draw(content, photo, Style.Texts, type);
        if (note is not null)
        {
            CopyBand.Draw(content, Chain, note, (text, style, box) => type.Boxed(text, style, box, Alignment.Centre));
        }

        content.Restore();
        writer.Stream(BodyObject.Text, [], content.Buffer.Written, BodyDeflate);
    }

    private static void WriteQr(PdfWriter writer, QrModules qr)
    {
        using var content = new ContentStream();
        content.Save();
        ToMillimetres(content);
        content.BeginMarked("Figure", (int)Mark.Qr);
        QrDrawing.Append(content, qr, Layout.Qr);
        content.EndMarked();
        content.Restore();
        writer.Stream(BodyObject.Qr, [], content.Buffer.Written, BodyDeflate);
    }

    private void WriteResources(PdfWriter writer, FontBook fonts, Photo? photo, CopyNote? note)
    {
        var subsets = fonts.Subsets.Select(subset => (subset, Reference: writer.Allocate())).ToList();
        var image = photo is null ? default(PdfReference?) : writer.Allocate();
        writer.Begin(BodyObject.Resources);
        writer.Buffer.Write($"<< /XObject << /Art {_skeleton.Artwork} ");
        if (image is { } reference)
        {
            writer.Buffer.Write($"/Photo {reference} ");
        }

        writer.Buffer.Write($">> /Font << {_skeleton.FontResources}");
        foreach (var (subset, font) in subsets)
        {
            writer.Buffer.Write($" /{subset.ResourceName} {font}");
        }

        writer.Buffer.Write($" >>{(note is null ? "" : CopyBand.GraphicsState)} >>");
        writer.End();
        foreach (var (subset, font) in subsets)
        {
            subset.Write(writer, font, BodyDeflate);
        }

        if (photo is not null)
        {
            PhotoImage.Write(writer, image!.Value, photo);
        }
    }

    private void WriteSeal(PdfWriter writer, string institution)
    {
        using var entries = new PdfBuffer(256);
        var scale = Measures.PointsPerMillimetre;
        entries.Write($"/Type /XObject /Subtype /Form /BBox {Seal.Bounds} /Matrix [{scale} 0 0 {scale} 0 0] ");
        entries.Write("/Resources << >> /Filter /FlateDecode"u8);
        writer.Stream(BodyObject.Seal, entries.Written, _seal.Packed(institution), CompressionLevel.NoCompression);
    }
}
