using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;

namespace Certificates.Core.Signing.Qr;

/// <summary>Reads tokens against our published keys; never throws on what a caller sent.</summary>
internal sealed class QrTokenReader(PublicKeyRing keys)
{
    private const int LongestText = 1024; // a 50-character name of supplementary characters takes 540

    /// <summary>Reads a token in either case.</summary>
    /// <param name="text">What stands behind <c>/Q/</c>.</param>
    /// <param name="token">What it says, once it is known to be ours.</param>
    /// <param name="fault">Why there is nothing.</param>
    public bool TryRead(string? text, [NotNullWhen(true)] out GenuineQrToken? token, [NotNullWhen(false)] out QrTokenFault? fault)
    {
        token = null;
        fault = QrTokenFault.Unreadable;
        if (text is not { Length: <= LongestText } || !Base32.TryDecode(text, out var bytes) || !TryDecode(bytes, out var read))
        {
            return false;
        }

        var (algorithm, keyId, payload, signature, claims) = read.Value;
        fault = QrTokenFault.Forged;
        if (keys.Find(Convert.ToHexStringLower(keyId), KeyPurpose.Qr) is not { } key
            || key.Algorithm != algorithm
            || !keys.VerifiesMessage(key, CoseSign1.ToSign(algorithm, keyId, payload), signature)
            || !key.CoversIssueOn(claims.IssuedOn))
        {
            return false;
        }

        token = new GenuineQrToken(claims, key);
        fault = null;
        return true;
    }

    private static bool TryDecode(
        byte[] bytes,
        [NotNullWhen(true)] out (SignatureAlgorithm Algorithm, byte[] KeyId, byte[] Payload, byte[] Signature, QrClaims Claims)? read)
    {
        read = null;
        try
        {
            var message = CoseMessage.DecodeSign1(bytes);
            var keyId = message.ProtectedHeaders.GetValueAsBytes(CoseHeaderLabel.KeyIdentifier);
            var (payload, signature) = (message.Content!.Value.ToArray(), message.Signature.ToArray());
            var algorithm = CoseSign1.AlgorithmOf(message);

            // writing it again must give the same bytes, so each token has one form only
            if (CoseSign1.Encode(algorithm, keyId, payload, signature).AsSpan().SequenceEqual(bytes)
                && QrClaims.Decode(payload) is { } claims)
            {
                read = (algorithm, keyId, payload, signature, claims);
            }
        }
        catch (Exception malformed) when (
            malformed is CryptographicException or CborContentException or InvalidOperationException or KeyNotFoundException
                or OverflowException)
        {
            return false;
        }

        return read is not null;
    }
}

/// <summary>A token that one of our keys signed. Whether the certificate is still valid, the register says.</summary>
/// <param name="Claims">What it says.</param>
/// <param name="Key">The key that signed it.</param>
internal sealed record GenuineQrToken(QrClaims Claims, SigningKeyInfo Key);

/// <summary>Why a token says nothing.</summary>
internal enum QrTokenFault
{
    /// <summary>Not a token: mistyped, cut, or something else altogether (<c>token_unreadable</c>).</summary>
    Unreadable,

    /// <summary>Has the form of a token, but none of our QR keys signed it for that day.</summary>
    Forged,
}
