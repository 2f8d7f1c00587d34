using System.Text;

namespace Certificates.Core.Pdf.Reading;

/// <summary>A stream of a file, and what was read of its data; one that many files begin with is read once for all of them.</summary>
/// <param name="entries">Its dictionary; not changed.</param>
/// <param name="start">Where its data begin in the file.</param>
/// <param name="length">How many bytes they are, as they lie there.</param>
internal sealed class PdfStream(PdfDictionary entries, int start, int length)
{
    /// <summary>Its dictionary.</summary>
    public PdfDictionary Entries { get; } = entries;

    /// <summary>Where its data begin in the file.</summary>
    public int Start { get; } = start;

    /// <summary>How many bytes they are, as they lie in the file.</summary>
    public int Length { get; } = length;

    /// <summary>Of an object stream: its objects. Of this and of all below, what two threads read at once is the same.</summary>
    public PackedObjects? Objects { get; set; }

    /// <summary>Of a ToUnicode map: what its codes show.</summary>
    public IReadOnlyList<Rune>? Characters { get; set; }

    /// <summary>Of a page's content: the marks that it opens.</summary>
    public IReadOnlySet<int>? Marks { get; set; }
}
