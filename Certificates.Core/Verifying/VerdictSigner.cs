using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Certificates.Core.Signing;

namespace Certificates.Core.Verifying;

/// <summary>Signs answers, so that whoever was told can prove it: JWS in compact form (RFC 7515) with ES256.</summary>
public sealed class VerdictSigner
{
    private readonly ISigner _signer;
    private readonly TimeProvider _clock;

    internal VerdictSigner(ISigner signer, TimeProvider clock) => (_signer, _clock) = (signer, clock);

    /// <summary>Signs a verdict.</summary>
    /// <param name="json">The verdict as the contract writes it; it becomes the payload as it is.</param>
    /// <returns>
    /// The JWS. Its header has <c>alg</c>, <c>typ</c> (<c>verdict+jws</c>), <c>kid</c>, as in the published keys, and <c>iat</c>, the
    /// second it was signed at.
    /// </returns>
    /// <exception cref="KeyNotInForceException">The site's key may not sign now.</exception>
    public string Sign(ReadOnlyMemory<byte> json)
    {
        var now = _clock.GetUtcNow();
        if (!_signer.Key.MaySignAt(now))
        {
            throw KeyNotInForceException.NoneOf(new KeyUse(KeyPurpose.Verdict), [_signer.Key]);
        }

        var header = JsonSerializer.SerializeToUtf8Bytes(
            new { alg = _signer.Key.Algorithm.ToString(), typ = "verdict+jws", kid = _signer.Key.Id, iat = now.ToUnixTimeSeconds() });
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(json.Span)}";
        return $"{signed}.{Base64Url.EncodeToString(_signer.SignHash(SHA256.HashData(Encoding.ASCII.GetBytes(signed))))}";
    }
}
