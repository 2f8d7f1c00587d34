namespace Certificates.Core.Pdf;

/// <summary>The operators of a content stream (ISO 32000-1, Annex A), in the unit of the current matrix.</summary>
internal sealed class ContentStream : IDisposable
{
    /// <summary>The bytes so far.</summary>
    public PdfBuffer Buffer { get; } = new();

    /// <summary>Saves the graphics state; at most 28 deep (ISO 19005-2, 6.1.13).</summary>
    public void Save() => Buffer.Write("q\n"u8);

    /// <summary>Restores the graphics state.</summary>
    public void Restore() => Buffer.Write("Q\n"u8);

    /// <summary>Multiplies the current matrix.</summary>
    public void Transform(double a, double b, double c, double d, double e, double f)
    {
        // Six decimals for the linear part: a rotation or a scale to page size must not drift by a hair line.
        WriteFine(a);
        WriteFine(b);
        WriteFine(c);
        WriteFine(d);
        Buffer.Write($"{e} {f} cm\n");
    }

    /// <summary>Moves the origin.</summary>
    public void Translate(double x, double y) => Buffer.Write($"1 0 0 1 {x} {y} cm\n");

    /// <summary>Turns counter-clockwise about the origin.</summary>
    public void Rotate(double radians)
    {
        var (sine, cosine) = Math.SinCos(radians);
        Transform(cosine, sine, -sine, cosine, 0, 0);
    }

    public void StrokeColour(Rgb colour) => Buffer.Write($"{colour.Red} {colour.Green} {colour.Blue} RG\n");

    /// <summary>Colour of fills and text.</summary>
    public void FillColour(Rgb colour) => Buffer.Write($"{colour.Red} {colour.Green} {colour.Blue} rg\n");

    /// <summary>Width of strokes.</summary>
    public void LineWidth(double width) => Buffer.Write($"{width} w\n");

    /// <summary>Begins a subpath.</summary>
    public void MoveTo(double x, double y) => Buffer.Write($"{x} {y} m\n");

    /// <summary>A straight line.</summary>
    public void LineTo(double x, double y) => Buffer.Write($"{x} {y} l\n");

    /// <summary>A cubic Bézier curve.</summary>
    public void CurveTo(double x1, double y1, double x2, double y2, double x3, double y3) =>
        Buffer.Write($"{x1} {y1} {x2} {y2} {x3} {y3} c\n");

    /// <summary>A rectangle as a subpath.</summary>
    public void Rectangle(PdfRectangle box) => Buffer.Write($"{box.Left} {box.Bottom} {box.Width} {box.Height} re\n");

    /// <summary>Closes the subpath.</summary>
    public void Close() => Buffer.Write("h\n"u8);

    /// <summary>Strokes the path.</summary>
    public void Stroke() => Buffer.Write("S\n"u8);

    /// <summary>Fills the path, non-zero winding.</summary>
    public void Fill() => Buffer.Write("f\n"u8);

    /// <summary>Fills and strokes the path.</summary>
    public void FillAndStroke() => Buffer.Write("B\n"u8);

    /// <summary>What is drawn from here on is seen inside the path only, which itself is not drawn.</summary>
    public void Clip() => Buffer.Write("W n\n"u8);

    /// <summary>Paints an XObject of the resources.</summary>
    public void Paint(string name) => Buffer.Write($"/{name} Do\n");

    /// <summary>Content of the structure element that owns <paramref name="markedContent"/> on this page.</summary>
    public void BeginMarked(string tag, int markedContent) => Buffer.Write($"/{tag} << /MCID {markedContent} >> BDC\n");

    /// <summary>A stretch in another language than the document's (ISO 32000-1, 14.9.2.3).</summary>
    public void BeginLanguage(string language) => Buffer.Write($"/Span << /Lang ({language}) >> BDC\n");

    /// <summary>Content that is decoration and is not read aloud.</summary>
    public void BeginArtifact() => Buffer.Write("/Artifact BMC\n"u8);

    /// <summary>Ends what was begun last.</summary>
    public void EndMarked() => Buffer.Write("EMC\n"u8);

    /// <inheritdoc/>
    public void Dispose() => Buffer.Dispose();

    private void WriteFine(double value)
    {
        Span<byte> text = stackalloc byte[24];
        value.TryFormat(text, out var written, "0.######", System.Globalization.CultureInfo.InvariantCulture);
        Buffer.Write(text[..written]);
        Buffer.Write(" "u8);
    }
}
