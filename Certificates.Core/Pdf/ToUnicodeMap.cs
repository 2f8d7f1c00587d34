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

    private static ReadOnlySpan<byte> Beginning => """
        /CIDInit /ProcSet findresource begin
        12 dict begin
        begincmap
        /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
        /CMapName /Adobe-Identity-UCS def
        /CMapType 2 def
        1 begincodespacerange
        <0000> <FFFF>
        endcodespacerange

        """u8;

    private static ReadOnlySpan<byte> End => "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"u8;

    /// <summary>Writes the map; <paramref name="characters"/>[n] is what code n + 1 shows.</summary>
    public static void Write(IReadOnlyList<Rune> characters, PdfBuffer target)
    {
        target.Write(Beginning);
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

        target.Write(End);
    }

    /// <summary>Writes the same map in half the bytes: a list of what the codes of a range show.</summary>
    public static void WriteRanges(IReadOnlyList<Rune> characters, PdfBuffer target)
    {
        target.Write(Beginning);
        const int CodesOfARange = 256; // the first byte of a range's codes is one (Adobe Technical Note 5014)
        for (var first = 0; first < characters.Count;)
        {
            var end = Math.Min(characters.Count, (((first + 1) / CodesOfARange) + 1) * CodesOfARange - 1);
            target.Write("1 beginbfrange\n<"u8);
            target.WriteHex((ushort)(first + 1));
            target.Write("> <"u8);
            target.WriteHex((ushort)end);
            target.Write("> ["u8);
            for (; first < end; first++)
            {
                target.Write("<"u8);
                WriteUnits(characters[first], target);
                target.Write(">"u8);
            }

            target.Write("]\nendbfrange\n"u8);
        }

        target.Write(End);
    }

    /// <summary>Reads a map as written above: [n] is what code n + 1 shows; null when it is anything else.</summary>
    public static IReadOnlyList<Rune>? Read(ReadOnlySpan<byte> map)
    {
        if (map.IndexOf("beginbfrange\n"u8) >= 0)
        {
            return ReadRanges(map);
        }

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

    private static List<Rune>? ReadRanges(ReadOnlySpan<byte> map)
    {
        const int HeadLength = 15; // <0001> <00FF> [
        var characters = new List<Rune>();
        for (var at = map.IndexOf("beginbfrange\n"u8); at >= 0; at = map.IndexOf("beginbfrange\n"u8))
        {
            map = map[(at + "beginbfrange\n"u8.Length)..];
            if (map.Length < HeadLength || !TryReadUnit(map[1..], out var first) || first != characters.Count + 1
                || !TryReadUnit(map[8..], out var last) || map[HeadLength - 1] != '[')
            {
                return null;
            }

            for (map = map[HeadLength..]; !map.IsEmpty && map[0] == (byte)'<'; map = map[(map.IndexOf((byte)'>') + 1)..])
            {
                var units = map[1..Math.Max(1, map.IndexOf((byte)'>'))];
                if (!TryReadCharacter(units, out var character))
                {
                    return null;
                }

                characters.Add(character);
            }

            if (characters.Count != last)
            {
                return null;
            }
        }

        return characters;
    }

    private static bool TryReadCharacter(ReadOnlySpan<byte> units, out Rune character)
    {
        character = default;
        return units.Length switch
        {
            4 => TryReadUnit(units, out var only) && Rune.TryCreate(only, out character),
            8 => TryReadUnit(units, out var first) && TryReadUnit(units[4..], out var second)
                && Rune.TryCreate(first, second, out character),
            _ => false,
        };
    }

    private static void WriteEntry(int code, Rune character, PdfBuffer target)
    {
        target.Write("<"u8);
        target.WriteHex((ushort)code);
        target.Write("> <"u8);
        WriteUnits(character, target);
        target.Write(">\n"u8);
    }

    private static void WriteUnits(Rune character, PdfBuffer target)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..character.EncodeToUtf16(units)])
        {
            target.WriteHex(unit);
        }
    }

    private static bool TryReadEntry(ReadOnlySpan<byte> line, int expected, out Rune character)
    {
        const int OneUnit = 13, TwoUnits = OneUnit + 4; // <0001> <0041>
        character = default;
        return line.Length is OneUnit or TwoUnits && TryReadUnit(line[1..], out var code) && code == expected
            && TryReadCharacter(line[8..^1], out character);
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        var good = Utf8Parser.TryParse(text[..4], out ushort value, out var used, 'X') && used == 4;
        unit = (char)value;
        return good;
    }
}
