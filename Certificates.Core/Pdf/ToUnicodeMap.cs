using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Certificates.Core.Pdf;

/// <summary>
/// The ToUnicode map of a two-byte font (ISO 32000-1, 9.10.3): what copying and reading aloud return. Code points outside the BMP
/// stand as surrogate pairs.
/// </summary>
internal static class ToUnicodeMap
{
    private const int MostPerBlock = 100;

    /// <summary>Writes the map; <paramref name="characters"/>[n] is what code n + 1 shows.</summary>
    public static void Write(IReadOnlyList<Rune> characters, PdfBuffer target)
    {
        target.Write("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """u8);
        for (var first = 0; first < characters.Count; first += MostPerBlock)
        {
            var count = Math.Min(MostPerBlock, characters.Count - first);
            target.Write($"{count} beginbfchar\n");
            for (var i = first; i < first + count; i++)
            {
                WriteEntry(i + 1, characters[i], target);
            }

            target.Write("endbfchar\n"u8);
        }

        target.Write("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"u8);
    }

    /// <summary>Reads a map as written above; null when it is anything else.</summary>
    public static Dictionary<ushort, string>? Read(ReadOnlySpan<byte> map)
    {
        var characters = new Dictionary<ushort, string>();
        for (var at = map.IndexOf("beginbfchar"u8); at >= 0; at = map.IndexOf("beginbfchar"u8))
        {
            map = map[(at + "beginbfchar\n"u8.Length)..];
            for (; !map.IsEmpty && map[0] == (byte)'<'; map = map[(map.IndexOf((byte)'\n') + 1)..])
            {
                var line = map[..Math.Max(0, map.IndexOf((byte)'\n'))];
                if (line.Length < "<0000> <0000>"u8.Length || !TryReadEntry(line, characters))
                {
                    return null;
                }
            }
        }

        return characters;
    }

    private static void WriteEntry(int code, Rune character, PdfBuffer target)
    {
        Span<char> units = stackalloc char[2];
        target.Write("<"u8);
        target.WriteHex((ushort)code);
        target.Write("> <"u8);
        foreach (var unit in units[..character.EncodeToUtf16(units)])
        {
            target.WriteHex(unit);
        }

        target.Write(">\n"u8);
    }

    private static bool TryReadEntry(ReadOnlySpan<byte> line, Dictionary<ushort, string> characters)
    {
        Span<byte> utf16 = stackalloc byte[8];
        var hex = line[8..^1];
        if (hex.Length > 16
            || !ushort.TryParse(line.Slice(1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || Convert.FromHexString(hex, utf16, out _, out var length) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<char> text = stackalloc char[length / 2];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (char)BinaryPrimitives.ReadUInt16BigEndian(utf16[(2 * i)..]);
        }

        return characters.TryAdd(code, new string(text));
    }
}
