using System.Globalization;

namespace Certificates.Core.Pdf.Reading;

/// <summary>The bytes a string of a PDF stands for (ISO 32000-2, 7.3.4): other programs write in their way what was read.</summary>
internal static class PdfText
{
    /// <summary>The bytes of a string with its brackets; none when it is malformed.</summary>
    public static byte[] Bytes(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'<', .. var digits, (byte)'>'] => Hexadecimal(digits),
        [(byte)'(', .. var characters, (byte)')'] => Literal(characters),
        _ => [],
    };

    private static byte[] Hexadecimal(ReadOnlySpan<byte> digits)
    {
        var (bytes, length, high) = (new byte[(digits.Length + 1) / 2], 0, -1);
        foreach (var digit in digits)
        {
            if (digit is 0 or 9 or 10 or 12 or 13 or 32)
            {
                continue;
            }

            if (!int.TryParse([(char)digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                return [];
            }

            (bytes[length], high, length) = high < 0 ? ((byte)(value << 4), value, length) : ((byte)((high << 4) | value), -1, length + 1);
        }

        return bytes[..(high < 0 ? length : length + 1)];
    }

    private static byte[] Literal(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i += Escape(text[(i + 1)..], bytes);
            }
            else if (text[i] == '\r')
            {
                // An end of line is one line feed, however it is written.
                bytes.Add((byte)'\n');
                i += text[(i + 1)..] is [(byte)'\n', ..] ? 1 : 0;
            }
            else
            {
                bytes.Add(text[i]);
            }
        }

        return [.. bytes];
    }

    /// <summary>Adds what an escape stands for; how many bytes it has behind its backslash.</summary>
    private static int Escape(ReadOnlySpan<byte> rest, List<byte> bytes)
    {
        switch (rest)
        {
            case []:
                return 0;
            case [(byte)'\r', (byte)'\n', ..]:
                return 2;
            case [(byte)'\r' or (byte)'\n', ..]:
                return 1;
            case [>= (byte)'0' and <= (byte)'7', ..]:
                var (value, digits) = (0, 0);
                for (; digits < 3 && digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'7'; digits++)
                {
                    value = (value << 3) | (rest[digits] - '0');
                }

                bytes.Add((byte)value);
                return digits;
            default:
                bytes.Add((char)rest[0] switch
                {
                    'n' => (byte)'\n',
                    'r' => (byte)'\r',
                    't' => (byte)'\t',
                    'b' => (byte)'\b',
                    'f' => (byte)'\f',
                    _ => rest[0],
                });
                return 1;
        }
    }
}
