namespace Certificates.Core.Pdf;

/// <summary>One element of the page's logical structure (ISO 32000-1, 14.7.2) and the marked content that belongs to it.</summary>
/// <param name="Type">A standard structure type, such as <c>P</c> or <c>Figure</c>.</param>
/// <param name="MarkedContent">Its marked-content identifiers on the page, in reading order.</param>
internal sealed record StructureElement(string Type, params int[] MarkedContent)
{
    /// <summary>Its language where it is not the document's.</summary>
    public string? Language { get; init; }

    /// <summary>What a screen reader says instead of the picture; with <see cref="Bounds"/>, for figures.</summary>
    public string? Alternative { get; init; }

    /// <summary>The string object that it is, when it is written after the tree; then <see cref="Alternative"/> is not used.</summary>
    public PdfReference? AlternativeLater { get; init; }

    /// <summary>The figure's box in points.</summary>
    public PdfRectangle Bounds { get; init; }

    /// <summary>The visible widget that a <c>Form</c> element encloses (ISO 14289-1, 7.18.4).</summary>
    public PdfReference? Widget { get; init; }

    /// <summary>The object it is promised as, when it is written after the tree.</summary>
    public PdfReference? Later { get; init; }

    /// <summary>Writes the element's object.</summary>
    public void Write(PdfWriter writer, PdfReference self, PdfReference parent, PdfReference page)
    {
        writer.Begin(self);
        var buffer = writer.Buffer;
        buffer.Write($"<< /Type /StructElem /S /{Type} /P {parent} /Pg {page} ");
        if (Language is not null)
        {
            buffer.Write($"/Lang ({Language}) ");
        }

        if (AlternativeLater is { } later)
        {
            buffer.Write($"/Alt {later} /A << /O /Layout /Placement /Block /BBox {Bounds} >> ");
        }
        else if (Alternative is not null)
        {
            buffer.Write($"/Alt {new PdfText(Alternative)} /A << /O /Layout /Placement /Block /BBox {Bounds} >> ");
        }

        if (Widget is { } widget)
        {
            buffer.Write($"/K << /Type /OBJR /Obj {widget} /Pg {page} >> >>");
        }
        else
        {
            buffer.Write($"/K [{string.Join(' ', MarkedContent)}] >>");
        }

        writer.End();
    }
}
