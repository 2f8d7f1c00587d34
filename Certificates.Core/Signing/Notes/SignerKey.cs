using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Certificates.Core.Signing.Notes;

/// <summary>
/// The private key that signs notes, by Ed25519. As text it is what the Go checksum database writes, so that other tools read it:
/// <c>PRIVATE+KEY+name+id+base64</c>.
/// </summary>
public sealed class SignerKey
{
    private const string Prefix = "PRIVATE+KEY+";
    private readonly Ed25519PrivateKeyParameters _key;

    private SignerKey(string name, Ed25519PrivateKeyParameters key) =>
        (_key, Verifier) = (key, VerifierKey.Of(name, key.GeneratePublicKey()));

    /// <summary>Its public half.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Makes a key by chance.</summary>
    public static SignerKey Create(string name) => VerifierKey.IsName(name)
        ? new SignerKey(name, new Ed25519PrivateKeyParameters(new SecureRandom()))
        : throw new ArgumentException("No name of a key.", nameof(name));

    /// <summary>Reads a key; false for whatever is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SignerKey? key)
    {
        key = null;
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('+', 3) : [];
        var bytes = new byte[1 + Ed25519PrivateKeyParameters.KeySize];
        if (parts.Length != 3 || !VerifierKey.IsName(parts[0]) || !Convert.TryFromBase64String(parts[2], bytes, out var length)
            || length != bytes.Length || bytes[0] != (byte)NoteSignature.Ed25519)
        {
            return false;
        }

        var read = new SignerKey(parts[0], new Ed25519PrivateKeyParameters(bytes, 1));
        key = read.ToSecret() == text ? read : null;
        return key is not null;
    }

    /// <summary>The key as text: whoever has it can sign.</summary>
    public string ToSecret() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix}{Verifier.Name}+{Verifier.Id:x8}+{Convert.ToBase64String([(byte)NoteSignature.Ed25519, .. _key.GetEncoded()])}");

    /// <summary>Never prints the secret.</summary>
    public override string ToString() => Verifier.ToString();

    /// <summary>A note's signature, 64 bytes.</summary>
    internal byte[] Sign(byte[] text)
    {
        var signature = new byte[Ed25519PrivateKeyParameters.SignatureSize];
        _key.Sign(Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Algorithm.Ed25519, ctx: null, text, 0, text.Length, signature, 0);
        return signature;
    }
}
