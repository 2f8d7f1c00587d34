namespace Certificates.Core.Pdf.TrueType;

/// <summary>What the flag of a point says of it (ISO/IEC 14496-22, <c>glyf</c>, simple glyph description).</summary>
internal static class PointBits
{
    public const int OnCurve = 1;
    public const int ShortX = 2;
    public const int ShortY = 4;
    public const int Repeat = 8;
    public const int SameOrPositiveX = 16;
    public const int SameOrPositiveY = 32;
}
