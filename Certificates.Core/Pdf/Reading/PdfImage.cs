namespace Certificates.Core.Pdf.Reading;

/// <summary>An image of one bit a pixel, unpacked as it is (ISO 32000-1, 8.9).</summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsMask">True for a mask whose bits are painted where they are 1.</param>
/// <param name="Data">Its rows from the top, each from a byte of its own.</param>
internal sealed record PdfImage(int Width, int Height, bool IsMask, ReadOnlyMemory<byte> Data);
