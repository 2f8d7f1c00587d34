namespace Certificates.Core.Style.Qr;

/// <summary>Text as the data codewords of a symbol, in alphanumeric mode (ISO/IEC 18004, 7.4.4): two characters in 11 bits.</summary>
internal static class AlphanumericBits
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int Mode = 0b0010;

    /// <summary>Bits a text of so many characters takes in a symbol whose count has <paramref name="countBits"/>.</summary>
    public static int Length(int characters, int countBits) => 4 + countBits + (characters / 2 * 11) + (characters % 2 * 6);

    /// <summary>The data codewords of a version, padded to its capacity.</summary>
    public static byte[] Write(string text, QrVersion version)
    {
        var codewords = new byte[version.DataCodewords];
        var at = 0;
        Append(codewords, ref at, Mode, 4);
        Append(codewords, ref at, text.Length, version.CountBits);
        for (var i = 0; i < text.Length; i += 2)
        {
            if (i + 1 < text.Length)
            {
                Append(codewords, ref at, (Value(text[i]) * Alphabet.Length) + Value(text[i + 1]), 11);
            }
            else
            {
                Append(codewords, ref at, Value(text[i]), 6);
            }
        }

        // The terminator is four light bits, as far as there is room; then whole codewords, by turns.
        var next = (Math.Min(at + 4, codewords.Length * 8) + 7) / 8;
        for (var pad = 0; next < codewords.Length; pad++)
        {
            codewords[next++] = (byte)(pad % 2 == 0 ? 0xEC : 0x11);
        }

        return codewords;
    }

    private static int Value(char character) => Alphabet.IndexOf(character, StringComparison.Ordinal) is var value and >= 0
        ? value
        : throw new ArgumentException($"U+{(int)character:X4} is no character of the alphanumeric mode.", nameof(character));

    private static void Append(byte[] codewords, ref int at, int value, int bits)
    {
        for (var bit = bits - 1; bit >= 0; bit--, at++)
        {
            codewords[at / 8] |= (byte)((value >> bit & 1) << (7 - (at % 8)));
        }
    }
}
