using System.Numerics;
using System.Security.Cryptography;

namespace Certificates.Tests.Log.Outsider;

/// <summary>Makes and verifies Ed25519 signatures by the equations of RFC 8032, 5.1: slow, short, and without a library.</summary>
internal static class Rfc8032
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger L = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger SquareRootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point B = Decode(Little(4 * Inverse(5)))!.Value;

    /// <summary>5.1.7. Verify.</summary>
    public static bool Verifies(byte[] publicKey, byte[] message, byte[] signature)
    {
        if (signature.Length != 64 || Decode(publicKey) is not { } a || Decode(signature[..32]) is not { } r)
        {
            return false;
        }

        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true);
        var k = new BigInteger(SHA512.HashData([.. signature[..32], .. publicKey, .. message]), isUnsigned: true) % L;
        return s < L && Same(Multiply(s, B), Add(r, Multiply(k, a)));
    }

    /// <summary>5.1.5. Key Generation: the public half of 32 secret bytes.</summary>
    public static byte[] PublicKey(byte[] secret) => Encode(Multiply(Expand(secret).Scalar, B));

    /// <summary>5.1.6. Sign.</summary>
    public static byte[] Sign(byte[] secret, byte[] message)
    {
        var ((scalar, prefix), publicKey) = (Expand(secret), PublicKey(secret));
        var r = new BigInteger(SHA512.HashData([.. prefix, .. message]), isUnsigned: true) % L;
        var commitment = Encode(Multiply(r, B));
        var k = new BigInteger(SHA512.HashData([.. commitment, .. publicKey, .. message]), isUnsigned: true) % L;
        return [.. commitment, .. Little32((r + (k * scalar)) % L)];
    }

    private static (BigInteger Scalar, byte[] Prefix) Expand(byte[] secret)
    {
        var hash = SHA512.HashData(secret);
        (hash[0], hash[31]) = ((byte)(hash[0] & 0xF8), (byte)((hash[31] & 0x7F) | 0x40));
        return (new BigInteger(hash.AsSpan(0, 32), isUnsigned: true), hash[32..]);
    }

    /// <summary>5.1.2. Encoding.</summary>
    private static byte[] Encode(Point point)
    {
        var (x, y) = (Mod(point.X * Inverse(point.Z)), Mod(point.Y * Inverse(point.Z)));
        var bytes = Little32(y);
        bytes[31] |= (byte)(x.IsEven ? 0 : 0x80);
        return bytes;
    }

    private static byte[] Little32(BigInteger value)
    {
        var bytes = new byte[32];
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    /// <summary>5.1.3. Decoding.</summary>
    private static Point? Decode(byte[] bytes)
    {
        var sign = bytes[31] >> 7;
        var y = new BigInteger([.. bytes[..31], (byte)(bytes[31] & 0x7F)], isUnsigned: true);
        var (u, v) = (Mod((y * y) - 1), Mod((D * y * y) + 1));
        var x = Mod(u * BigInteger.ModPow(v, 3, P) * BigInteger.ModPow(Mod(u * BigInteger.ModPow(v, 7, P)), (P - 5) / 8, P));
        if (Mod(v * x * x) != u)
        {
            x = Mod(x * SquareRootOfMinusOne);
        }

        if (y >= P || Mod(v * x * x) != u || (x.IsZero && sign == 1))
        {
            return null;
        }

        x = (int)(x % 2) == sign ? x : P - x;
        return new Point(x, y, 1, Mod(x * y));
    }

    /// <summary>5.1.4. Point Addition.</summary>
    private static Point Add(Point p, Point q)
    {
        var (a, b) = (Mod((p.Y - p.X) * (q.Y - q.X)), Mod((p.Y + p.X) * (q.Y + q.X)));
        var (c, d) = (Mod(p.T * 2 * D * q.T), Mod(p.Z * 2 * q.Z));
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static Point Multiply(BigInteger scalar, Point point)
    {
        var product = new Point(0, 1, 1, 0);
        for (; scalar > 0; scalar >>= 1, point = Add(point, point))
        {
            product = scalar.IsEven ? product : Add(product, point);
        }

        return product;
    }

    private static bool Same(Point p, Point q) => Mod((p.X * q.Z) - (q.X * p.Z)).IsZero && Mod((p.Y * q.Z) - (q.Y * p.Z)).IsZero;

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(value, P - 2, P);

    private static BigInteger Mod(BigInteger value) => ((value % P) + P) % P;

    private static byte[] Little(BigInteger value) => Little32(Mod(value));

    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
