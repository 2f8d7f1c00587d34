using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Certificates.Core.Signing;

namespace Certificates.Core.Register.StatusLists;

/// <summary>
/// Which QR tokens are not in force, signed: with it and the published keys whoever has no network tells a certificate that was revoked,
/// suspended, cancelled or superseded. It names nobody: of each token there are the first 12 bytes of its hash. <c>docs/trust.md</c>
/// describes its form.
/// </summary>
public sealed class StatusList
{
    /// <summary>The longest that is read, in bytes: about four million tokens.</summary>
    public const int Longest = 48 * 1024 * 1024;

    private const int HeadLength = 24, PrefixLength = 12, SignatureLength = 64, KeyIdLength = 8;

    private readonly UInt128[] _prefixes;

    private StatusList(UInt128[] prefixes, DateTimeOffset signedAt) => (_prefixes, SignedAt) = (prefixes, signedAt);

    /// <summary>When it was signed: what happened afterwards is not in it.</summary>
    public DateTimeOffset SignedAt { get; }

    /// <summary>How many tokens are on it.</summary>
    public int Count => _prefixes.Length;

    private static ReadOnlySpan<byte> Magic => "CSL1"u8;

    /// <summary>Is a token on it?</summary>
    /// <param name="hash">SHA-256 of its text, in the form with the low s.</param>
    public bool Contains(ReadOnlySpan<byte> hash) => Array.BinarySearch(_prefixes, PrefixOf(hash)) >= 0;

    /// <summary>Reads a list; false for what is none, or bears no signature of a key that might sign it then.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, PublicKeyRing keys, [NotNullWhen(true)] out StatusList? list)
    {
        list = null;
        if (body.Length is < HeadLength + SignatureLength or > Longest || !body.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32BigEndian(body[20..]) is var count
            && body.Length != HeadLength + (count * (long)PrefixLength) + SignatureLength)
        {
            return false;
        }

        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(body[12..]);
        if (milliseconds is < 0 or > 253402300799999)
        {
            return false;
        }

        var at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        var key = keys.Find(Convert.ToHexStringLower(body.Slice(Magic.Length, KeyIdLength)), KeyPurpose.Status);
        if (key?.WasInForceAt(at) != true
            || !keys.Verifies(key, SHA256.HashData(body[..^SignatureLength]), body[^SignatureLength..]))
        {
            return false;
        }

        var prefixes = new UInt128[count];
        for (var i = 0; i < prefixes.Length; i++)
        {
            var bytes = body.Slice(HeadLength + (i * PrefixLength), PrefixLength);
            prefixes[i] = new UInt128(
                BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(uint)..]));
            if (i > 0 && prefixes[i] <= prefixes[i - 1])
            {
                return false;
            }
        }

        list = new StatusList(prefixes, at);
        return true;
    }

    /// <summary>Signs a list.</summary>
    /// <param name="prefixes">Ascending, each once.</param>
    /// <param name="at">Now.</param>
    /// <param name="signer">A key of <see cref="KeyPurpose.Status"/>.</param>
    internal static byte[] Sign(IReadOnlyCollection<UInt128> prefixes, DateTimeOffset at, ISigner signer)
    {
        var body = new byte[HeadLength + (prefixes.Count * PrefixLength) + SignatureLength];
        Magic.CopyTo(body);
        Convert.FromHexString(signer.Key.Id).CopyTo(body, Magic.Length);
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(12), at.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(20), (uint)prefixes.Count);
        var to = body.AsSpan(HeadLength);
        foreach (var prefix in prefixes)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to, (uint)(prefix >> 64));
            BinaryPrimitives.WriteUInt64BigEndian(to[sizeof(uint)..], (ulong)(prefix & ulong.MaxValue));
            to = to[PrefixLength..];
        }

        signer.SignHash(SHA256.HashData(body.AsSpan(0, body.Length - SignatureLength))).CopyTo(to);
        return body;
    }

    /// <summary>The first 12 bytes of a hash as a number.</summary>
    internal static UInt128 PrefixOf(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt128BigEndian(hash) >> 32;
}
