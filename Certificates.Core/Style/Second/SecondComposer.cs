using System.IO.Compression;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.Second;

/// <summary>
/// Dresses certificates in the second version of the styles: what is fixed lies in the skeleton, packed once; what a certificate adds is
/// small, and packed by codes that were made once or not at all.
/// </summary>
internal sealed class SecondComposer : CertificateComposer
{
    private const int IdentityLength = 4096;

    private const CompressionLevel AsItIs = CompressionLevel.NoCompression;

    private readonly Skeleton _skeleton;
    private readonly Seal _seal;

    /// <summary>Builds the skeleton.</summary>
    public SecondComposer(UnifiedStyle style, ComposerOptions options, FontChain chain)
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
    protected override PdfReference? Info => BodyObject.Info;

    /// <inheritdoc/>
    protected override PdfReference Signature => BodyObject.Signature;

    /// <summary>The body begins with what is filled in and the QR code, of which there are no two alike.</summary>
    protected override ReadOnlySpan<byte> Identity(ReadOnlySpan<byte> body) => body[..Math.Min(body.Length, IdentityLength)];

    /// <inheritdoc/>
    protected override void WriteBody(
        PdfWriter writer, Certificate certificate, Photo? photo, QrModules qr, CopyNote? note, DateTimeOffset at)
    {
        var fonts = new FontBook(Chain, _skeleton.Fonts, (font, name) => new PlainFontSubset(Chain.Plain(font), name));
        WriteText(writer, certificate, photo, qr, note, fonts);
        QrMask.Write(writer, BodyObject.Qr, qr);
        WriteResources(writer, fonts, photo, note);
        writer.Begin(BodyObject.PhotoAlternative);
        writer.Buffer.Write($"{new PdfText(photo is null ? Style.Texts.NoPhotoAlternative : Style.Texts.PhotoAlternative)}");
        writer.End();
        WriteSeal(writer, certificate);
        var title = TitleOf(certificate, note);
        writer.Begin(BodyObject.Info);
        writer.Buffer.Write($"<< /Title {new PdfText(title)} >>");
        writer.End();
        using var packet = new PdfBuffer(4096);
        XmpPacket.Write(packet, title, CreatorOf(certificate, note), Language, at);
        writer.Stream(BodyObject.Metadata, "/Type /Metadata /Subtype /XML"u8, packet.Written, AsItIs);
    }

    private void WriteText(
        PdfWriter writer, Certificate certificate, Photo? photo, QrModules qr, CopyNote? note, FontBook fonts)
    {
        using var content = new ContentStream();
        content.Save();
        content.Transform(Measures.PointsPerMillimetre, 0, 0, Measures.PointsPerMillimetre, 0, 0);
        var type = new Typesetter(fonts, content);
        new ValueText(Style, content, type).Draw(certificate);
        PhotoSlot.Draw(content, photo, Style.Texts, type);
        if (note is not null)
        {
            CopyBand.Draw(content, Chain, note, (text, style, box) => type.Boxed(text, style, box, box.Bottom + 1.4, Alignment.Centre));
        }

        QrMask.Paint(content, Layout.Qr(qr.Size));
        content.Restore();
        writer.Stream(BodyObject.Text, [], content.Buffer.Written, _skeleton.Syntax);
    }

    private void WriteResources(PdfWriter writer, FontBook fonts, Photo? photo, CopyNote? note)
    {
        var subsets = fonts.Subsets.Select(subset => (subset, Reference: writer.Allocate())).ToList();
        var image = photo is null ? default(PdfReference?) : writer.Allocate();
        writer.Begin(BodyObject.Resources);
        writer.Buffer.Write($"<< /XObject << {_skeleton.Images} /{QrMask.ResourceName} {BodyObject.Qr} ");
        if (image is { } reference)
        {
            writer.Buffer.Write($"/Photo {reference} ");
        }

        writer.Buffer.Write($">> /Properties << /E << /Lang (en) >> >> /Font << {_skeleton.FontResources}");
        foreach (var (subset, font) in subsets)
        {
            writer.Buffer.Write($" /{subset.ResourceName} {font}");
        }

        writer.Buffer.Write($" >>{(note is null ? "" : CopyBand.GraphicsState)} >>");
        writer.End();
        foreach (var (subset, font) in subsets)
        {
            subset.Write(writer, font, _skeleton.Outlines, _skeleton.Syntax);
        }

        if (photo is not null)
        {
            PhotoImage.Write(writer, image!.Value, photo);
        }
    }

    private void WriteSeal(PdfWriter writer, Certificate certificate)
    {
        using var entries = new PdfBuffer(256);
        var scale = Measures.PointsPerMillimetre;
        var code = LicenceIdentifier.IssuerOf(certificate.LicenceIdentifier);
        entries.Write($"/Type /XObject /Subtype /Form /BBox {Seal.Bounds} /Matrix [{scale} 0 0 {scale} 0 0] ");
        entries.Write("/Resources << >> /Filter /FlateDecode"u8);
        writer.Stream(BodyObject.Seal, entries.Written, _seal.Packed(certificate.Institution.Chinese, code), AsItIs);
    }
}
