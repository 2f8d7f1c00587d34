using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Signing.Qr;

/// <summary>Base32 of RFC 4648, section 6, upper case without padding: every character is of QR's alphanumeric mode.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Text of bytes.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[(bytes.Length * 8 + 4) / 5];
        var (pending, bits, at) = (0, 0, 0);
        foreach (var next in bytes)
        {
            pending = (pending & 0xFF) << 8 | next;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text[at++] = Alphabet[pending >> (bits - 5) & 31];
            }
        }

        if (bits > 0)
        {
            text[at] = Alphabet[pending << (5 - bits) & 31];
        }

        return new string(text);
    }

    /// <summary>Bytes of a text in either case.</summary>
    /// <returns>False for another character, a length no bytes have, or left-over bits that are not zero: one text per value.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var result = new byte[text.Length * 5 / 8];
        var (pending, bits, at) = (0, 0, 0);
        foreach (var character in text)
        {
            var value = Alphabet.IndexOf(char.ToUpperInvariant(character), StringComparison.Ordinal);
            if (value < 0 || !char.IsAscii(character))
            {
                return false;
            }

            pending = (pending & 0xFF) << 5 | value;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                result[at++] = (byte)(pending >> bits & 0xFF);
            }
        }

        var leftOver = pending & ((1 << bits) - 1);
        if (bits >= 5 || leftOver != 0)
        {
            return false;
        }

        bytes = result;
        return true;
    }
}
