using System.IO.Compression;
using System.Security.Cryptography;
using Certificates.Core.Pdf;

namespace Certificates.Core.Style.First;

/// <summary>
/// The beginning of every file of one style version, built once: catalog, page, structure, output intent, artwork, the fonts of the
/// fixed text. The body of a certificate follows it; what both point at has a number fixed here.
/// </summary>
internal sealed class Skeleton
{
    private readonly UnifiedStyle _style;
    private readonly ComposerOptions _options;

    /// <summary>Builds it.</summary>
    public Skeleton(UnifiedStyle style, ComposerOptions options, FontChain chain)
    {
        (_style, _options) = (style, options);
        Fonts = FixedText.Collect(style, options, chain);
        Writer = new PdfWriter(BodyObject.Last);
        Artwork = First.Artwork.Write(Writer, options.IsSpecimen, chain);
        FontResources = WriteFonts();
        (Page, Document) = WriteStructure();
        Hash = SHA256.HashData(Writer.Buffer.Written);
    }

    /// <summary>The fonts of the fixed text.</summary>
    public FontBook Fonts { get; }

    /// <summary>Their entries in the page's resources.</summary>
    public string FontResources { get; }

    /// <summary>The file up to the body; never written to again.</summary>
    public PdfWriter Writer { get; }

    /// <summary>SHA-256 of the bytes: the id under which the store keeps them once.</summary>
    public byte[] Hash { get; }

    /// <summary>The artwork's form.</summary>
    public PdfReference Artwork { get; }

    public PdfReference Page { get; }

    /// <summary>The structure element above all others.</summary>
    public PdfReference Document { get; }

    public PdfReference Catalog { get; private set; }

    /// <summary>What the catalog points at for what authorities say, written with the body; null where there is no place for it.</summary>
    public PdfReference? SecurityStore { get; private set; }

    private string WriteFonts()
    {
        var entries = new List<string>();
        foreach (var subset in Fonts.Subsets)
        {
            var font = Writer.Allocate();
            subset.Write(Writer, font, CompressionLevel.SmallestSize);
            entries.Add($"/{subset.ResourceName} {font.Number} 0 R");
        }

        return string.Join(' ', entries);
    }

    private (PdfReference Page, PdfReference Document) WriteStructure()
    {
        var (pages, page, widget, tree) = (Writer.Allocate(), Writer.Allocate(), Writer.Allocate(), Writer.Allocate());
        Write(pages, $"<< /Type /Pages /Kids [{page.Number} 0 R] /Count 1 >>");
        var box = Measures.Page.Scaled(Measures.PointsPerMillimetre);
        Writer.Begin(page);
        Writer.Buffer.Write($"<< /Type /Page /Parent {pages} /MediaBox {box} /Resources {BodyObject.Resources} /Contents "
            + $"[{BodyObject.Text} {BodyObject.Qr}] ");
        Writer.Buffer.Write($"/Annots [{widget}] /Tabs /S /StructParents {StructureTree.PageKey} >>");
        Writer.End();
        WriteWidget(widget, page);
        var document = StructureTree.Write(Writer, tree, page, CertificateComposer.Language,
            FixedText.Structure(_style, _options, BodyObject.PhotoElement, widget));
        WriteCatalog(pages, widget, tree);
        return (page, document);
    }

    private void WriteWidget(PdfReference widget, PdfReference page)
    {
        const int PrintAndLocked = 4 | 128;
        var box = Layout.Seal.Scaled(Measures.PointsPerMillimetre);
        Writer.Begin(widget);
        Writer.Buffer.Write($"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /TU {new PdfText(_style.Texts.Seal)} /V "
            + $"{BodyObject.Signature} ");
        Writer.Buffer.Write($"/F {PrintAndLocked} /Rect {box} /P {page} /AP << /N {BodyObject.Seal} >> /StructParent "
            + $"{StructureTree.WidgetKey} >>");
        Writer.End();
    }

    private void WriteCatalog(PdfReference pages, PdfReference widget, PdfReference tree)
    {
        const int SignaturesExistAndAppendOnly = 3;
        var (profile, catalog) = (Writer.Allocate(), Writer.Allocate());
        Writer.Stream(profile, "/N 3"u8, SrgbProfile.Create(256), CompressionLevel.SmallestSize);
        Writer.Begin(catalog);
        var buffer = Writer.Buffer;
        buffer.Write($"<< /Type /Catalog /Pages {pages} /Lang ({CertificateComposer.Language}) /MarkInfo << /Marked true >> ");
        buffer.Write($"/StructTreeRoot {tree} ");
        buffer.Write($"/Metadata {BodyObject.Metadata} /ViewerPreferences << /DisplayDocTitle true >> ");
        buffer.Write("/OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "u8);
        buffer.Write($"/Info (sRGB IEC61966-2.1) /DestOutputProfile {profile} >>] /Perms << /DocMDP {BodyObject.Signature} >> ");
        buffer.Write($"/AcroForm << /Fields [{widget}] /SigFlags {SignaturesExistAndAppendOnly} >>");
        if (_options.HoldsSecurityStore)
        {
            SecurityStore = Writer.Allocate();
            buffer.Write($" /DSS {SecurityStore.Value}");
        }

        buffer.Write(" >>"u8);
        Writer.End();
        Catalog = catalog;
    }

    private void Write(PdfReference reference, string value)
    {
        Writer.Begin(reference);
        Writer.Buffer.WriteAscii(value);
        Writer.End();
    }
}
