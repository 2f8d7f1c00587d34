using System.Buffers.Binary;

namespace Certificates.Core.Pdf.TrueType;

/// <summary>
/// A font file with some glyphs of another, outlines copied as they are. Holds what a CIDFontType2 needs and no more: a viewer
/// reaches the glyphs by number, so there is no <c>cmap</c> (ISO 32000-1, 9.9, table 126).
/// </summary>
internal static class TrueTypeSubset
{
    private static readonly string[] Hinting = ["cvt ", "fpgm", "prep"];

    /// <summary>Writes the file; <paramref name="glyphs"/>[n] becomes glyph n, and [0] must be <c>.notdef</c>.</summary>
    public static void Write(TrueTypeFont font, IReadOnlyList<ushort> glyphs, PdfBuffer target)
    {
        var all = new List<ushort>(glyphs);
        using var glyf = new PdfBuffer(64 * 1024);
        var loca = new List<int> { 0 };
        for (var i = 0; i < all.Count; i++)
        {
            CopyOutline(font.Outline(all[i]), all, glyf);
            loca.Add(glyf.Length);
        }

        List<(string Tag, byte[]? Copy)> tables =
        [
            ("glyf", null), ("head", Head(font)), ("hhea", HorizontalHeader(font, all.Count)), ("hmtx", Metrics(font, all)),
            ("loca", Locations(loca)), ("maxp", Maximums(font, all.Count)),
        ];
        foreach (var tag in Hinting)
        {
            if (font.TryGetTable(tag, out var table))
            {
                tables.Add((tag, table));
            }
        }

        tables.Sort((a, b) => string.CompareOrdinal(a.Tag, b.Tag));
        Assemble(tables, glyf.Written, target);
    }

    private static void CopyOutline(ReadOnlySpan<byte> outline, List<ushort> all, PdfBuffer glyf)
    {
        var copy = glyf.GetSpan(outline.Length + 3)[..outline.Length];
        outline.CopyTo(copy);
        var components = new CompositeGlyph(outline);
        while (components.MoveNext())
        {
            // A component keeps its place by number, so it joins the subset behind the glyphs that have a code.
            var index = all.LastIndexOf(components.Glyph);
            if (index < 0)
            {
                index = all.Count;
                all.Add(components.Glyph);
            }

            BinaryPrimitives.WriteUInt16BigEndian(copy[components.GlyphAt..], (ushort)index);
        }

        glyf.Advance(outline.Length);
        glyf.Write("\0\0\0"u8[..(-outline.Length & 3)]);
    }

    private static byte[] Head(TrueTypeFont font)
    {
        var head = font.Table("head").ToArray();
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return head;
    }

    private static byte[] HorizontalHeader(TrueTypeFont font, int count)
    {
        var hhea = font.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)count);
        return hhea;
    }

    private static byte[] Maximums(TrueTypeFont font, int count)
    {
        var maxp = font.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)count);
        return maxp;
    }

    private static byte[] Metrics(TrueTypeFont font, List<ushort> glyphs)
    {
        var hmtx = new byte[4 * glyphs.Count];
        for (var i = 0; i < glyphs.Count; i++)
        {
            var (advance, bearing) = font.Metrics(glyphs[i]);
            BinaryPrimitives.WriteUInt16BigEndian(hmtx.AsSpan(4 * i), advance);
            BinaryPrimitives.WriteInt16BigEndian(hmtx.AsSpan((4 * i) + 2), bearing);
        }

        return hmtx;
    }

    private static byte[] Locations(List<int> offsets)
    {
        var loca = new byte[4 * offsets.Count];
        for (var i = 0; i < offsets.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * i), offsets[i]);
        }

        return loca;
    }

    private static void Assemble(List<(string Tag, byte[]? Copy)> tables, ReadOnlySpan<byte> glyf, PdfBuffer target)
    {
        var start = target.Length;
        var directory = new byte[12 + (16 * tables.Count)];
        BinaryPrimitives.WriteInt32BigEndian(directory, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(4), (ushort)tables.Count);
        var power = (ushort)System.Numerics.BitOperations.Log2((uint)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(8), power);
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(10), (ushort)((16 * tables.Count) - (16 << power)));
        target.Write(directory);
        var headAt = 0;
        for (var i = 0; i < tables.Count; i++)
        {
            var (tag, copy) = tables[i];
            var data = copy is null ? glyf : copy;
            var entry = directory.AsSpan(12 + (16 * i));
            System.Text.Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Checksum(data));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], target.Length - start);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], data.Length);
            headAt = tag == "head" ? target.Length : headAt;
            target.Write(data);
            target.Write("\0\0\0"u8[..(-data.Length & 3)]);
        }

        directory.CopyTo(target.Written[start..]);
        var adjustment = unchecked(0xB1B0AFBA - Checksum(target.Written[start..]));
        BinaryPrimitives.WriteUInt32BigEndian(target.Written[(headAt + 8)..], adjustment);
    }

    /// <summary>Sum of the table's big-endian words, modulo 2³².</summary>
    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var sum = 0u;
        for (; data.Length >= 4; data = data[4..])
        {
            unchecked
            {
                sum += BinaryPrimitives.ReadUInt32BigEndian(data);
            }
        }

        Span<byte> rest = stackalloc byte[4];
        rest.Clear();
        data.CopyTo(rest);
        return unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(rest));
    }
}
