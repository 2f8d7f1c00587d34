using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Style.Art;
using Certificates.Core.Style.First;
using Certificates.Core.Style.Qr;
using Certificates.Core.Style.Second;

namespace Certificates.Core.Style;

/// <summary>
/// Dresses certificates in one style version. One per process and style: the skeleton is built when it is made; safe for many
/// threads. The same input gives the same bytes, up to the signature.
/// </summary>
internal abstract class CertificateComposer(UnifiedStyle style, ComposerOptions options, FontChain chain)
{
    /// <summary>The document's language.</summary>
    public const string Language = "zh-CN";

    private HashedBeginning? _hashed;
    private KnownBeginning? _known;

    /// <summary>The style version.</summary>
    public UnifiedStyle Style { get; } = style;

    /// <summary>The bytes every file begins with.</summary>
    public ReadOnlyMemory<byte> Skeleton => Prefix.Buffer.WrittenMemory;

    /// <summary>SHA-256 of <see cref="Skeleton"/>.</summary>
    public abstract ReadOnlyMemory<byte> SkeletonHash { get; }

    /// <summary>What is the same on every certificate of the installation.</summary>
    protected ComposerOptions Options { get; } = options;

    /// <summary>The fonts.</summary>
    protected FontChain Chain { get; } = chain;

    /// <summary>The file up to the body; never written to again.</summary>
    protected abstract PdfWriter Prefix { get; }

    /// <summary>The catalog, in the skeleton.</summary>
    protected abstract PdfReference Catalog { get; }

    /// <summary>The document information dictionary; null where a version has none.</summary>
    protected virtual PdfReference? Info => null;

    /// <summary>The object for what authorities say of the certificates; null where the catalog has no place for it.</summary>
    protected abstract PdfReference? SecurityStore { get; }

    /// <summary>The signature dictionary, in the body.</summary>
    protected abstract PdfReference Signature { get; }

    /// <summary>The composer of a style version: each has its own way of drawing, which is locked with it.</summary>
    public static CertificateComposer Open(UnifiedStyle style, ComposerOptions options, FontChain chain) => style.Version switch
    {
        1 => new FirstComposer(style, options, chain),
        2 => new SecondComposer(style, options, chain),
        _ => throw new ArgumentOutOfRangeException(nameof(style), style.Version, "No release knows this version."),
    };

    /// <summary>Composes one file, unsigned.</summary>
    /// <param name="certificate">What is printed; every character of it passed <see cref="IGlyphCoverage"/>.</param>
    /// <param name="photo">The holder's photo, or null for the empty slot.</param>
    /// <param name="qrAddress">What the QR code holds, upper case.</param>
    /// <param name="signedAt">When it is signed, for <c>/M</c> and the metadata.</param>
    /// <param name="store">What authorities say of the certificates behind its signature; null for nothing.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The composed file owns the writer.")]
    public ComposedPdf Compose(
        Certificate certificate, Photo? photo, string qrAddress, DateTimeOffset signedAt, SecurityStore? store = null)
    {
        var writer = Prefix.Continue();
        try
        {
            var at = TimeZoneInfo.ConvertTime(signedAt, ChinaTime.Zone);
            var qr = QrEncoder.Encode(qrAddress);
            WriteBody(writer, certificate, photo, qr, null, at);
            WriteStore(writer, store);
            return Finish(writer, qr, Options.SignatureCapacity, certificate.Institution.Chinese, Style.Texts.SigningReason, at);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Composes an annotated copy, unsigned: the certificate's page with a note across it, and another QR code.</summary>
    /// <param name="certificate">What is printed.</param>
    /// <param name="photo">The holder's photo, or null for the empty slot.</param>
    /// <param name="qrAddress">What the QR code holds, upper case: the copy's own, and nothing that opens the certificate's.</param>
    /// <param name="note">What the copy says of itself.</param>
    /// <param name="capacity">Most bytes of CMS DER it takes.</param>
    /// <param name="signedAt">When it is signed.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The composed file owns the writer.")]
    public ComposedPdf ComposeCopy(
        Certificate certificate, Photo? photo, string qrAddress, CopyNote note, int capacity, DateTimeOffset signedAt)
    {
        var writer = Prefix.Continue();
        try
        {
            var at = TimeZoneInfo.ConvertTime(signedAt, ChinaTime.Zone);
            var qr = QrEncoder.Encode(qrAddress);
            WriteBody(writer, certificate, photo, qr, note, at);
            WriteStore(writer, null);
            return Finish(writer, qr, capacity, Options.VerificationDomain, Style.Texts.CopyReason, at);
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
        if (!Options.IsSpecimen)
        {
            throw new InvalidOperationException("What is not signed must say across the page that it is a specimen.");
        }

        using var writer = Prefix.Continue();
        WriteBody(writer, certificate, photo, QrEncoder.Encode(qrAddress), null, TimeZoneInfo.ConvertTime(at, ChinaTime.Zone));
        WriteStore(writer, null);
        WriteNull(writer, Signature);
        Finish(writer);
        return writer.Buffer.Written.ToArray();
    }

    /// <summary>All of a certificate but its signature and the trailer; with a note, of an annotated copy.</summary>
    protected abstract void WriteBody(
        PdfWriter writer, Certificate certificate, Photo? photo, QrModules qr, CopyNote? note, DateTimeOffset at);

    /// <summary>What the catalog has a place for is written, or is nothing.</summary>
    private void WriteStore(PdfWriter writer, SecurityStore? store)
    {
        if (SecurityStore is not { } place)
        {
            if (store is not null)
            {
                throw new InvalidOperationException("The catalog has no place for what the authorities say.");
            }
        }
        else if (store is not null)
        {
            store.Write(writer, place);
        }
        else
        {
            WriteNull(writer, place);
        }
    }

    private static void WriteNull(PdfWriter writer, PdfReference place)
    {
        writer.Begin(place);
        writer.Buffer.Write("null"u8);
        writer.End();
    }

    /// <summary>What the document is called; its number ends it.</summary>
    protected string TitleOf(Certificate certificate, CopyNote? note) =>
        $"{(note is null ? "" : "加注件 ")}{Style.Texts.Title.Chinese} {certificate.Number}";

    /// <summary>Whose document it is.</summary>
    protected string CreatorOf(Certificate certificate, CopyNote? note) =>
        note is null ? certificate.Institution.Chinese : Options.VerificationDomain;

    private ComposedPdf Finish(PdfWriter writer, QrModules qr, int capacity, string signer, string reason, DateTimeOffset signedAt)
    {
        var signature = SignatureSlot.Write(writer, Signature, capacity, signer, reason, signedAt);
        Finish(writer);
        signature.Fix(writer.Buffer.Written);
        return new ComposedPdf(
            writer, signature,
            LazyInitializer.EnsureInitialized(ref _hashed, () => new HashedBeginning(Skeleton)),
            LazyInitializer.EnsureInitialized(ref _known, () => new KnownBeginning(Skeleton)),
            qr);
    }

    /// <summary>What the file's id is made of: the same input has the same (ISO 32000-1, 14.4).</summary>
    protected virtual ReadOnlySpan<byte> Identity(ReadOnlySpan<byte> body) => body;

    /// <summary>The trailer.</summary>
    private void Finish(PdfWriter writer)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Identity(writer.Buffer.Written[Skeleton.Length..]), hash);
        var id = Convert.ToHexString(hash[..16]);
        using var entries = new PdfBuffer(256);
        entries.Write($"/Root {Catalog} ");
        if (Info is { } info)
        {
            entries.Write($"/Info {info} ");
        }

        entries.Write($"/ID [<{id}> <{id}>]");
        writer.Finish(entries.Written);
    }
}
