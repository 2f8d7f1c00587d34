using System.Buffers.Text;
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

    /// <summary>Reads a map as written above: [n] is what code n + 1 shows; null when it is anything else.</summary>
    public static IReadOnlyList<Rune>? Read(ReadOnlySpan<byte> map)
    {
        var characters = new List<Rune>();
        for (var at = map.IndexOf("beginbfchar\n"u8); at >= 0; at = map.IndexOf("beginbfchar\n"u8))
        {
            map = map[(at + "beginbfchar\n"u8.Length)..];
            for (; !map.IsEmpty && map[0] == (byte)'<'; map = map[(map.IndexOf((byte)'\n') + 1)..])
            {
                var line = map[..Math.Max(0, map.IndexOf((byte)'\n'))];
                if (!TryReadEntry(line, characters.Count + 1, out var character))
                {
                    return null;
                }

                characters.Add(character);
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

    private static bool TryReadEntry(ReadOnlySpan<byte> line, int expected, out Rune character)
    {
        const int OneUnit = 13;
        const int TwoUnits = OneUnit + 4;
        character = default;
        if (line.Length is not (OneUnit or TwoUnits) || !TryReadUnit(line[1..], out var code) || code != expected
            || !TryReadUnit(line[8..], out var first))
        {
            return false;
        }

        return line.Length == OneUnit
            ? Rune.TryCreate(first, out character)
            : TryReadUnit(line[12..], out var second) && Rune.TryCreate(first, second, out character);
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        var good = Utf8Parser.TryParse(text[..4], out ushort value, out var used, 'X') && used == 4;
        unit = (char)value;
        return good;
    }
}
