namespace Certificates.Core.Pdf;

/// <summary>The logical structure of a one-page document: elements in reading order under <c>Document</c>.</summary>
internal static class StructureTree
{
    /// <summary>The page's key in the parent tree; its <c>/StructParents</c>.</summary>
    public const int PageKey = 0;

    /// <summary>The widget's key in the parent tree; its <c>/StructParent</c>.</summary>
    public const int WidgetKey = 1;

    /// <summary>Writes root, <c>Document</c>, every element that is not promised for later, and the parent tree.</summary>
    /// <returns>The <c>Document</c> element, parent of those written later.</returns>
    public static PdfReference Write(
        PdfWriter writer, PdfReference root, PdfReference page, string language, IReadOnlyList<StructureElement> elements)
    {
        var document = writer.Allocate();
        var owners = new SortedDictionary<int, PdfReference>();
        var children = new List<PdfReference>();
        var form = default(PdfReference);
        foreach (var element in elements)
        {
            var self = element.Later ?? writer.Allocate();
            if (element.Later is null)
            {
                element.Write(writer, self, document, page);
            }

            children.Add(self);
            form = element.Widget is null ? form : self;
            foreach (var mark in element.MarkedContent)
            {
                owners.Add(mark, self);
            }
        }

        if (owners.Keys.Where((mark, index) => mark != index).Any())
        {
            throw new ArgumentException("Marked content is numbered from 0 without a gap.", nameof(elements));
        }

        writer.Begin(document);
        writer.Buffer.Write($"<< /Type /StructElem /S /Document /P {root} /Lang ({language}) /K [");
        WriteAll(writer, children);
        writer.Buffer.Write("] >>"u8);
        writer.End();

        writer.Begin(root);
        writer.Buffer.Write($"<< /Type /StructTreeRoot /K [{document}] /ParentTreeNextKey 2 /ParentTree << /Nums [{PageKey} [");
        WriteAll(writer, owners.Values);
        writer.Buffer.Write($"] {WidgetKey} {form}] >> >>");
        writer.End();
        return document;
    }

    private static void WriteAll(PdfWriter writer, IEnumerable<PdfReference> references)
    {
        foreach (var reference in references)
        {
            writer.Buffer.Write($"{reference} ");
        }
    }
}
