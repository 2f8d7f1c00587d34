using System.Buffers.Binary;

namespace Certificates.Core.Pdf.TrueType;

/// <summary>Walks the components of a composite glyph (ISO/IEC 14496-22, <c>glyf</c>).</summary>
internal ref struct CompositeGlyph(ReadOnlySpan<byte> outline)
{
    private const int ArgumentsAreWords = 1;
    private const int HasScale = 8;
    private const int MoreComponents = 0x20;
    private const int HasTwoScales = 0x40;
    private const int HasMatrix = 0x80;

    private readonly ReadOnlySpan<byte> _outline = outline;
    private int _next = IsComposite(outline) ? 10 : 0;

    /// <summary>Where the component's glyph number stands in the outline.</summary>
    public int GlyphAt { get; private set; }

    /// <summary>The component's glyph.</summary>
    public ushort Glyph { get; private set; }

    /// <summary>Offset of the component, font units.</summary>
    public (int X, int Y) Offset { get; private set; }

    /// <summary>Whether an outline is made of components.</summary>
    public static bool IsComposite(ReadOnlySpan<byte> outline) =>
        outline.Length >= 10 && BinaryPrimitives.ReadInt16BigEndian(outline) < 0;

    /// <summary>Goes to the next component.</summary>
    public bool MoveNext()
    {
        if (_next == 0)
        {
            return false;
        }

        var component = _outline[_next..];
        var flags = BinaryPrimitives.ReadUInt16BigEndian(component);
        var words = (flags & ArgumentsAreWords) != 0;
        GlyphAt = _next + 2;
        Glyph = BinaryPrimitives.ReadUInt16BigEndian(component[2..]);
        Offset = words
            ? (BinaryPrimitives.ReadInt16BigEndian(component[4..]), BinaryPrimitives.ReadInt16BigEndian(component[6..]))
            : ((sbyte)component[4], (sbyte)component[5]);
        var transform = (flags & HasMatrix) != 0 ? 8 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasScale) != 0 ? 2 : 0;
        _next = (flags & MoreComponents) == 0 ? 0 : _next + (words ? 8 : 6) + transform;
        return true;
    }
}
