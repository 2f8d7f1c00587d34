namespace Certificates.Core.Style.Qr;

/// <summary>Error-correction codewords over GF(256) with the polynomial x⁸+x⁴+x³+x²+1 (ISO/IEC 18004, 7.5 and annex A).</summary>
internal sealed class ReedSolomon
{
    private const int Field = 0x11D;
    private static readonly byte[] Powers = MakePowers();
    private static readonly byte[] Logarithms = MakeLogarithms();

    // logarithms of the generator's coefficients, highest first, without the leading 1
    private readonly byte[] _generator;

    /// <summary>A code with so many codewords of error correction.</summary>
    public ReedSolomon(int degree)
    {
        var polynomial = new byte[degree + 1];
        polynomial[0] = 1;
        for (var root = 0; root < degree; root++)
        {
            for (var i = root + 1; i > 0; i--)
            {
                polynomial[i] ^= Multiply(polynomial[i - 1], Powers[root]);
            }
        }

        _generator = [.. polynomial.Skip(1).Select(coefficient => Logarithms[coefficient])];
    }

    /// <summary>The remainder of the data divided by the generator.</summary>
    public void Compute(ReadOnlySpan<byte> data, Span<byte> remainder)
    {
        remainder.Clear();
        foreach (var codeword in data)
        {
            var factor = codeword ^ remainder[0];
            remainder[1..].CopyTo(remainder);
            remainder[^1] = 0;
            if (factor == 0)
            {
                continue;
            }

            int logarithm = Logarithms[factor];
            for (var i = 0; i < remainder.Length; i++)
            {
                remainder[i] ^= Powers[logarithm + _generator[i]];
            }
        }
    }

    private static byte Multiply(byte one, byte other) =>
        one == 0 || other == 0 ? (byte)0 : Powers[Logarithms[one] + Logarithms[other]];

    /// <summary>Twice round, so that a sum of two logarithms needs no modulus.</summary>
    private static byte[] MakePowers()
    {
        var powers = new byte[510];
        var power = 1;
        for (var i = 0; i < powers.Length; i++)
        {
            powers[i] = (byte)power;
            power <<= 1;
            power ^= power > 255 ? Field : 0;
        }

        return powers;
    }

    private static byte[] MakeLogarithms()
    {
        var logarithms = new byte[256];
        for (var i = 0; i < 255; i++)
        {
            logarithms[Powers[i]] = (byte)i;
        }

        return logarithms;
    }
}
