using System.Buffers.Binary;
using System.IO.Compression;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.Second;

/// <summary>
/// The QR symbol as a 1-bit mask, a pixel a module: a few hundred bytes that need no packing, sharp at any size, and read back as they are.
/// </summary>
internal static class QrMask
{
    /// <summary>The name it goes by in the page's resources.</summary>
    public const string ResourceName = "Qr";

    private const int Smallest = 21;
    private const int Largest = 177;

    /// <summary>
    /// Writes the image: a bit a module, dark is 1, rows from the top, each from a byte of its own (ISO 32000-1, 8.9.5.2).
    /// </summary>
    public static void Write(PdfWriter writer, PdfReference image, QrModules modules)
    {
        var stride = (modules.Size + 7) / 8;
        Span<byte> bits = stackalloc byte[Largest * ((Largest + 7) / 8)];
        bits = bits[..(modules.Size * stride)];
        bits.Clear();
        Span<byte> words = stackalloc byte[((Largest / QrModules.WordLength) + 1) * sizeof(ulong)];
        for (var row = 0; row < modules.Size; row++)
        {
            var at = 0;
            foreach (var word in modules.Row(row))
            {
                BinaryPrimitives.WriteUInt64BigEndian(words[at..], Reversed(word));
                at += sizeof(ulong);
            }

            words[..stride].CopyTo(bits[(row * stride)..]);
        }

        using var entries = new PdfBuffer(256);
        entries.Write($"/Type /XObject /Subtype /Image /ImageMask true /Width {modules.Size} /Height {modules.Size} ");
        entries.Write("/BitsPerComponent 1 /Decode [1 0]"u8);
        writer.Stream(image, entries.Written, bits, CompressionLevel.NoCompression);
    }

    /// <summary>Paints it, filling a box; the caller keeps the quiet zone around it free.</summary>
    public static void Paint(ContentStream content, PdfRectangle box)
    {
        content.BeginMarked("Figure", (int)Mark.Qr);
        content.Save();
        content.FillColour(new Rgb(0, 0, 0));
        content.Transform(box.Width, 0, 0, box.Height, box.Left, box.Bottom);
        content.Paint(ResourceName);
        content.Restore();
        content.EndMarked();
    }

    /// <summary>The symbol of an image; null when it is not of the form that is written here.</summary>
    public static QrModules? Read(PdfImage image)
    {
        var (size, stride) = (image.Width, (image.Width + 7) / 8);
        if (!image.IsMask || size is < Smallest or > Largest || image.Height != size || image.Data.Length != size * stride)
        {
            return null;
        }

        var modules = new QrModules(size);
        Span<byte> words = stackalloc byte[((Largest / QrModules.WordLength) + 1) * sizeof(ulong)];
        for (var row = 0; row < size; row++)
        {
            words.Clear();
            image.Data.Span.Slice(row * stride, stride).CopyTo(words);
            var at = 0;
            foreach (ref var word in modules.Row(row))
            {
                word = Reversed(BinaryPrimitives.ReadUInt64BigEndian(words[at..]));
                at += sizeof(ulong);
            }

            if (modules.Row(row)[^1] >> (size % QrModules.WordLength) != 0)
            {
                return null;
            }
        }

        return modules;
    }

    /// <summary>The bits in the other order: an image has the left one highest.</summary>
    private static ulong Reversed(ulong word)
    {
        word = (word >> 1 & 0x5555_5555_5555_5555) | (word & 0x5555_5555_5555_5555) << 1;
        word = (word >> 2 & 0x3333_3333_3333_3333) | (word & 0x3333_3333_3333_3333) << 2;
        word = (word >> 4 & 0x0F0F_0F0F_0F0F_0F0F) | (word & 0x0F0F_0F0F_0F0F_0F0F) << 4;
        return BinaryPrimitives.ReverseEndianness(word);
    }
}
