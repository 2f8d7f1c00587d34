using System.IO.Compression;
using System.Security.Cryptography;
using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Second;

/// <summary>
/// The beginning of every file of the second version, built once: catalog, page, structure, output intent, artwork, the fixed words and
/// their fonts. The body of a certificate follows it; what both point at has a number fixed here.
/// </summary>
internal sealed class Skeleton
{
    private readonly UnifiedStyle _style;
    private readonly ComposerOptions _options;
    private readonly FontChain _chain;

    /// <summary>Builds it.</summary>
    public Skeleton(UnifiedStyle style, ComposerOptions options, FontChain chain)
    {
        (_style, _options, _chain) = (style, options, chain);
        Fonts = new FontBook(chain, null, (font, name) => new PlainFontSubset(chain.Plain(font), name));
        FixedText.Collect(Fonts, style.Texts);
        Writer = new PdfWriter(BodyObject.Last, packs: true);
        var artwork = new Artwork(Writer, chain);
        Images = artwork.Resources;
        using var words = new ContentStream();
        FixedText.Draw(words, new Typesetter(Fonts, words), style, options);
        var drawn = Draw(artwork, words);
        (Outlines, Syntax) = Codes(words.Buffer);
        FontResources = WriteFonts();
        WriteStructure(drawn);
        Writer.Pack();
        Hash = SHA256.HashData(Writer.Buffer.Written);
    }

    /// <summary>The fonts of the fixed text.</summary>
    public FontBook Fonts { get; }

    /// <summary>Their entries in the page's resources.</summary>
    public string FontResources { get; }

    /// <summary>Packs outlines: made of those of the fixed fonts and of what is often filled in.</summary>
    public LiteralCode Outlines { get; }

    /// <summary>Packs content streams and maps: made of those of the fixed text.</summary>
    public LiteralCode Syntax { get; }

    /// <summary>The entries of the artwork's forms.</summary>
    public string Images { get; }

    /// <summary>The file up to the body; never written to again.</summary>
    public PdfWriter Writer { get; }

    /// <summary>SHA-256 of the bytes: the id under which the store keeps them once.</summary>
    public byte[] Hash { get; }

    public PdfReference Catalog { get; private set; }

    /// <summary>What the catalog points at for what authorities say, written with the body; null where there is no place for it.</summary>
    public PdfReference? SecurityStore { get; private set; }

    private PdfReference Draw(Artwork artwork, ContentStream words)
    {
        using var content = new ContentStream();
        content.Save();
        content.Transform(Measures.PointsPerMillimetre, 0, 0, Measures.PointsPerMillimetre, 0, 0);
        content.BeginArtifact();
        artwork.Draw(content, Layout.Of(_style.Kind), _options.IsSpecimen);
        content.EndMarked();
        content.Buffer.Write(words.Buffer.Written);
        content.Restore();
        var drawn = Writer.Allocate();
        Writer.Stream(drawn, [], content.Buffer.Written, CompressionLevel.SmallestSize);
        return drawn;
    }

    private (LiteralCode Outlines, LiteralCode Syntax) Codes(PdfBuffer words)
    {
        using var outlines = new PdfBuffer();
        using var syntax = new PdfBuffer();
        syntax.Write(words.Written);
        var filledIn = new PlainFontSubset(_chain.Plain(_chain.For(Typeface.Kai)[0]), "");
        foreach (var character in FixedText.OftenFilledIn.EnumerateRunes())
        {
            filledIn.TryAdd(character, out _);
        }

        filledIn.WriteProgram(outlines);
        foreach (var subset in Fonts.Subsets)
        {
            subset.WriteProgram(outlines);
            subset.WriteToUnicode(syntax);
        }

        return (new LiteralCode(outlines.Written), new LiteralCode(syntax.Written));
    }

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

    private void WriteStructure(PdfReference drawn)
    {
        var (pages, page, widget, tree) = (Writer.Allocate(), Writer.Allocate(), Writer.Allocate(), Writer.Allocate());
        Writer.Begin(pages);
        Writer.Buffer.Write($"<< /Type /Pages /Kids [{page}] /Count 1 >>");
        Writer.End();
        var box = Measures.Page.Scaled(Measures.PointsPerMillimetre);
        Writer.Begin(page);
        Writer.Buffer.Write($"<< /Type /Page /Parent {pages} /MediaBox {box} /Resources {BodyObject.Resources} ");
        Writer.Buffer.Write($"/Contents [{drawn} {BodyObject.Text}] /Annots [{widget}] /Tabs /S /StructParents {StructureTree.PageKey} >>");
        Writer.End();
        WriteWidget(widget, page);
        StructureTree.Write(Writer, tree, page, CertificateComposer.Language,
            FixedText.Structure(_style, _options, widget));
        WriteCatalog(pages, widget, tree);
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
        Writer.Stream(profile, "/N 3"u8, SrgbProfile.Create(64), CompressionLevel.SmallestSize);
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
}
