using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;
using Certificates.Core.Style.Qr;

namespace Certificates.Core.Style;

/// <summary>
/// Dresses certificates in one style version. One per process and style: the skeleton is built when it is made; safe for many
/// threads. The same input gives the same bytes, up to the signature.
/// </summary>
internal sealed class CertificateComposer
{
    /// <summary>Per certificate speed counts: the smallest size saves 1–4 % and takes up to three times as long.</summary>
    private const CompressionLevel BodyDeflate = CompressionLevel.Optimal;

    private readonly FontChain _chain;
    private readonly ComposerOptions _options;
    private readonly Skeleton _skeleton;
    private readonly Seal _seal;

    /// <summary>Builds the skeleton.</summary>
    public CertificateComposer(UnifiedStyle style, ComposerOptions options, FontChain chain)
    {
        (Style, _options, _chain) = (style, options, chain);
        _skeleton = new Skeleton(style, options, chain);
        _seal = new Seal(chain);
    }

    /// <summary>The style version.</summary>
    public UnifiedStyle Style { get; }

    /// <summary>The bytes every file begins with.</summary>
    public ReadOnlyMemory<byte> Skeleton => _skeleton.Writer.Buffer.WrittenMemory;

    /// <summary>SHA-256 of <see cref="Skeleton"/>.</summary>
    public ReadOnlyMemory<byte> SkeletonHash => _skeleton.Hash;

    /// <summary>Composes one file, unsigned.</summary>
    /// <param name="certificate">What is printed; every character of it passed <see cref="IGlyphCoverage"/>.</param>
    /// <param name="photo">The holder's photo, or null for the empty slot.</param>
    /// <param name="qrAddress">What the QR code holds, upper case.</param>
    /// <param name="signedAt">When it is signed, for <c>/M</c> and the metadata.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The composed file owns the writer.")]
    public ComposedPdf Compose(Certificate certificate, Photo? photo, string qrAddress, DateTimeOffset signedAt)
    {
        var writer = _skeleton.Writer.Continue();
        try
        {
            return Compose(writer, certificate, photo, QrEncoder.Encode(qrAddress), TimeZoneInfo.ConvertTime(signedAt, ChinaTime.Zone));
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Composes a file that shows what a certificate will look like: across it stands that it is a specimen, and its field of signature is
    /// empty, so that no signature can be missed in it.
    /// </summary>
    /// <param name="certificate">What is printed.</param>
    /// <param name="photo">The holder's photo, or null for the empty slot.</param>
    /// <param name="qrAddress">What the QR code holds, upper case; nothing that opens a certificate.</param>
    /// <param name="at">When, for the metadata.</param>
    /// <exception cref="InvalidOperationException">Pages of this composer are no specimens.</exception>
    public byte[] ComposeSpecimen(Certificate certificate, Photo? photo, string qrAddress, DateTimeOffset at)
    {
        if (!_options.IsSpecimen)
        {
            throw new InvalidOperationException("What is not signed must say across the page that it is a specimen.");
        }

        using var writer = _skeleton.Writer.Continue();
        WriteBody(writer, certificate, photo, QrEncoder.Encode(qrAddress), TimeZoneInfo.ConvertTime(at, ChinaTime.Zone));
        writer.Begin(BodyObject.Signature);
        writer.Buffer.Write("null"u8);
        writer.End();
        Finish(writer);
        return writer.Buffer.Written.ToArray();
    }

    private ComposedPdf Compose(PdfWriter writer, Certificate certificate, Photo? photo, QrModules qr, DateTimeOffset signedAt)
    {
        WriteBody(writer, certificate, photo, qr, signedAt);
        var signature = SignatureSlot.Write(
            writer, BodyObject.Signature, _options.SignatureCapacity, certificate.Institution.Chinese, Style.Texts.SigningReason, signedAt);
        Finish(writer);
        signature.Fix(writer.Buffer.Written);
        return new ComposedPdf(writer, signature, Skeleton.Length, qr);
    }

    /// <summary>All of a certificate but its signature and the trailer.</summary>
    private void WriteBody(PdfWriter writer, Certificate certificate, Photo? photo, QrModules qr, DateTimeOffset at)
    {
        var fonts = new FontBook(_chain, _skeleton.Fonts);
        var institution = certificate.Institution.Chinese;
        WriteText(writer, certificate, photo, fonts);
        WriteQr(writer, qr);
        WriteResources(writer, fonts, photo);
        var alternative = photo is null ? Style.Texts.NoPhotoAlternative : Style.Texts.PhotoAlternative;
        FixedText.PhotoElement(alternative).Write(writer, BodyObject.PhotoElement, _skeleton.Document, _skeleton.Page);
        WriteSeal(writer, institution);
        var title = $"{Style.Texts.Title.Chinese} {certificate.Number}";
        var metadata = XmpPacket.Create(title, institution, Core.Style.Skeleton.Language, at);
        writer.Stream(BodyObject.Metadata, "/Type /Metadata /Subtype /XML"u8, metadata, CompressionLevel.NoCompression);
    }

    private static void ToMillimetres(ContentStream content) =>
        content.Transform(Measures.PointsPerMillimetre, 0, 0, Measures.PointsPerMillimetre, 0, 0);

    private void WriteText(PdfWriter writer, Certificate certificate, Photo? photo, FontBook fonts)
    {
        using var content = new ContentStream();
        content.Save();
        ToMillimetres(content);
        content.BeginArtifact();
        content.Paint("Art");
        content.EndMarked();
        new PageText(Style, _options, fonts, content).Draw(certificate);
        PhotoSlot.Draw(content, photo, Style.Texts, new Typesetter(fonts, content));
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

    private void WriteResources(PdfWriter writer, FontBook fonts, Photo? photo)
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

        writer.Buffer.Write(" >> >>"u8);
        writer.End();
        foreach (var (subset, font) in subsets)
        {
            subset.Write(writer, font, BodyDeflate);
        }

        if (photo is not null)
        {
            PhotoSlot.WriteImage(writer, image!.Value, photo);
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

    /// <summary>The trailer; the file's id is a hash of the body, so that the same input has the same (ISO 32000-1, 14.4).</summary>
    private void Finish(PdfWriter writer)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(writer.Buffer.Written[Skeleton.Length..], hash);
        var id = Convert.ToHexString(hash[..16]);
        using var entries = new PdfBuffer(256);
        entries.Write($"/Root {_skeleton.Catalog} /ID [<{id}> <{id}>]");
        writer.Finish(entries.Written);
    }
}
