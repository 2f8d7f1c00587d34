using System.Buffers.Binary;

namespace Certificates.Core.Pdf.TrueType;

/// <summary>
/// A font program of plain glyphs: the tables that a CIDFontType2 needs (ISO 32000-1, 9.9, table 126), their directory and their sums.
/// </summary>
internal static class PlainProgram
{
    private const int DirectoryEntry = 16;
    private const int HeadLength = 54;
    private const int HheaLength = 36;
    private const int MaxpLength = 32;
    private static readonly string[] Tags = ["glyf", "head", "hhea", "hmtx", "loca", "maxp"];

    /// <summary>Writes the program; <paramref name="glyphs"/>[n] becomes glyph n, and [0] must be <c>.notdef</c>.</summary>
    public static void Write(PlainFont font, ReadOnlySpan<PlainGlyph> glyphs, PdfBuffer target)
    {
        var start = target.Length;
        var outlines = 0;
        foreach (var glyph in glyphs)
        {
            outlines += glyph.Outline.Length;
        }

        Span<int> lengths = [outlines, HeadLength, HheaLength, 4 * glyphs.Length, 2 * (glyphs.Length + 1), MaxpLength];
        Span<int> offsets = stackalloc int[lengths.Length];
        var length = 12 + (DirectoryEntry * Tags.Length);
        for (var i = 0; i < lengths.Length; i++)
        {
            offsets[i] = length;
            length += (lengths[i] + 3) & ~3;
        }

        var file = target.GetSpan(length)[..length];
        file.Clear();
        WriteGlyphs(glyphs, file[offsets[0]..], file[offsets[3]..], file[offsets[4]..]);
        WriteHead(font, file.Slice(offsets[1], HeadLength));
        WriteHhea(font, glyphs.Length, file.Slice(offsets[2], HheaLength));
        font.Font.Table("maxp")[..MaxpLength].CopyTo(file[offsets[5]..]);
        WriteMaxp(glyphs.Length, file.Slice(offsets[5], MaxpLength));
        WriteDirectory(file, offsets, lengths);
        target.Advance(length);
        var adjustment = unchecked(0xB1B0AFBA - Sum(target.Written[start..]));
        BinaryPrimitives.WriteUInt32BigEndian(target.Written[(start + offsets[1] + 8)..], adjustment);
    }

    private static void WriteGlyphs(ReadOnlySpan<PlainGlyph> glyphs, Span<byte> glyf, Span<byte> hmtx, Span<byte> loca)
    {
        var at = 0;
        for (var i = 0; i < glyphs.Length; i++)
        {
            var (outline, advance, bearing) = glyphs[i];
            outline.CopyTo(glyf[at..]);
            at += outline.Length;
            BinaryPrimitives.WriteUInt16BigEndian(hmtx[(4 * i)..], advance);
            BinaryPrimitives.WriteInt16BigEndian(hmtx[((4 * i) + 2)..], bearing);
            BinaryPrimitives.WriteUInt16BigEndian(loca[(2 * (i + 1))..], checked((ushort)(at / 2)));
        }
    }

    private static void WriteHead(PlainFont font, Span<byte> head)
    {
        font.Font.Table("head")[..HeadLength].CopyTo(head);
        BinaryPrimitives.WriteInt32BigEndian(head[8..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(head[18..], (ushort)font.UnitsPerEm);
        var (left, bottom, right, top) = font.Font.Bounds;
        BinaryPrimitives.WriteInt16BigEndian(head[36..], Down(left));
        BinaryPrimitives.WriteInt16BigEndian(head[38..], Down(bottom));
        BinaryPrimitives.WriteInt16BigEndian(head[40..], Up(right));
        BinaryPrimitives.WriteInt16BigEndian(head[42..], Up(top));
        BinaryPrimitives.WriteInt16BigEndian(head[50..], 0); // offsets in words

        short Down(int value) => (short)Math.Floor(value * font.Scale);
        short Up(int value) => (short)Math.Ceiling(value * font.Scale);
    }

    private static void WriteHhea(PlainFont font, int count, Span<byte> hhea)
    {
        font.Font.Table("hhea")[..HheaLength].CopyTo(hhea);
        for (var at = 4; at < 18; at += 2)
        {
            var value = BinaryPrimitives.ReadInt16BigEndian(hhea[at..]);
            BinaryPrimitives.WriteInt16BigEndian(hhea[at..], (short)Math.Round(value * font.Scale));
        }

        BinaryPrimitives.WriteUInt16BigEndian(hhea[34..], (ushort)count);
    }

    /// <summary>What a viewer sets aside: the font's own most points and contours, components one deep, no instructions.</summary>
    private static void WriteMaxp(int count, Span<byte> maxp)
    {
        const int Points = 6, CompositePoints = 10, Zones = 14, Components = 28;
        for (var at = 0; at < 4; at += 2)
        {
            var own = maxp[(Points + at)..];
            var made = maxp[(CompositePoints + at)..];
            var most = Math.Max(BinaryPrimitives.ReadUInt16BigEndian(own), BinaryPrimitives.ReadUInt16BigEndian(made));
            BinaryPrimitives.WriteUInt16BigEndian(own, most);
            BinaryPrimitives.WriteUInt16BigEndian(made, most);
        }

        BinaryPrimitives.WriteUInt16BigEndian(maxp[4..], (ushort)count);
        maxp[Zones..Components].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(maxp[Zones..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(maxp[Components..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(maxp[(Components + 2)..], 1);
    }

    private static void WriteDirectory(Span<byte> file, ReadOnlySpan<int> offsets, ReadOnlySpan<int> lengths)
    {
        BinaryPrimitives.WriteInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file[4..], (ushort)Tags.Length);
        BinaryPrimitives.WriteUInt16BigEndian(file[6..], 64);
        BinaryPrimitives.WriteUInt16BigEndian(file[8..], 2);
        BinaryPrimitives.WriteUInt16BigEndian(file[10..], 32);
        for (var i = 0; i < Tags.Length; i++)
        {
            var entry = file[(12 + (DirectoryEntry * i))..];
            System.Text.Encoding.ASCII.GetBytes(Tags[i], entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(file.Slice(offsets[i], (lengths[i] + 3) & ~3)));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], offsets[i]);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], lengths[i]);
        }
    }

    /// <summary>Sum of the big-endian words, modulo 2³²; the length is a multiple of four.</summary>
    private static uint Sum(ReadOnlySpan<byte> data)
    {
        var sum = 0u;
        for (; data.Length >= 4; data = data[4..])
        {
            unchecked
            {
                sum += BinaryPrimitives.ReadUInt32BigEndian(data);
            }
        }

        return sum;
    }
}
