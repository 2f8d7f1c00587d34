using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Certificates.Core.Signing.Notes;

/// <summary>
/// The public half of a key that signs notes, as it is handed round: <c>name+id+base64</c> (C2SP signed-note, verifier keys). A value is
/// always one whose id is its own.
/// </summary>
public sealed class VerifierKey
{
    private const int IdLength = 4;
    private readonly Ed25519PublicKeyParameters _key;

    private VerifierKey(string name, NoteSignature type, byte[] key)
    {
        (Name, Type, _key) = (name, type, new Ed25519PublicKeyParameters(key));
        Id = BinaryPrimitives.ReadUInt32BigEndian(
            SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)type, .. key]));
    }

    /// <summary>Who signs; by custom an address without its scheme.</summary>
    public string Name { get; }

    /// <summary>The first four bytes of SHA-256(name ‖ newline ‖ type ‖ key).</summary>
    public uint Id { get; }

    /// <summary>What its signatures say.</summary>
    internal NoteSignature Type { get; }

    /// <summary>Reads a key; false for whatever is none.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out VerifierKey? key)
    {
        key = null;
        var parts = text.Split('+', 3);
        var bytes = new byte[1 + Ed25519PublicKeyParameters.KeySize];
        if (parts.Length != 3 || !IsName(parts[0])
            || !Convert.TryFromBase64String(parts[2], bytes, out var length) || length != bytes.Length
            || !Enum.IsDefined((NoteSignature)bytes[0]) || !IsPoint(bytes.AsSpan(1)))
        {
            return false;
        }

        var read = new VerifierKey(parts[0], (NoteSignature)bytes[0], bytes[1..]);
        key = read.ToString() == text ? read : null;
        return key is not null;
    }

    /// <summary>Reads keys of a log, with spaces or line ends between; null where one is none.</summary>
    public static IReadOnlyList<VerifierKey>? ReadLogKeys(string text)
    {
        var keys = new List<VerifierKey>();
        foreach (var part in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryParse(part, out var key) || key.Type != NoteSignature.Ed25519)
            {
                return null;
            }

            keys.Add(key);
        }

        return keys;
    }

    /// <summary>May a key be called so? Names are not empty, and have neither spaces nor a plus sign.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(character => char.IsWhiteSpace(character) || character == '+'
        || char.IsControl(character));

    /// <summary>The key as text.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Type, .. _key.GetEncoded()])}");

    /// <summary>A key's public half.</summary>
    internal static VerifierKey Of(string name, Ed25519PublicKeyParameters key) => new(name, NoteSignature.Ed25519, key.GetEncoded());

    /// <summary>Is this the key's signature over a note's text?</summary>
    internal bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        byte[]? signed = Type switch
        {
            NoteSignature.Ed25519 when signature.Length == Ed25519PrivateKeyParameters.SignatureSize => text.ToArray(),
            NoteSignature.Cosignature when signature.Length == sizeof(ulong) + Ed25519PrivateKeyParameters.SignatureSize =>
                Cosigned(BinaryPrimitives.ReadUInt64BigEndian(signature), text),
            _ => null,
        };
        if (signed is null)
        {
            return false;
        }

        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, _key);
        verifier.BlockUpdate(signed, 0, signed.Length);
        return verifier.VerifySignature(signature[^Ed25519PrivateKeyParameters.SignatureSize..].ToArray());
    }

    /// <summary>The four bytes a signature line begins with.</summary>
    internal byte[] IdBytes()
    {
        var bytes = new byte[IdLength];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Id);
        return bytes;
    }

    /// <summary>What a witness signs (C2SP tlog-cosignature, Ed25519 signed message).</summary>
    private static byte[] Cosigned(ulong seconds, ReadOnlySpan<byte> text) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n")), .. text];

    private static bool IsPoint(ReadOnlySpan<byte> key) =>
        Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.ValidatePublicKeyFull(key.ToArray(), 0);
}

/// <summary>The types of signature that are read, by the byte of C2SP signed-note.</summary>
internal enum NoteSignature : byte
{
    /// <summary>Ed25519 over the text.</summary>
    Ed25519 = 1,

    /// <summary>A witness's: Ed25519 over an instant and the text.</summary>
    Cosignature = 4,
}
