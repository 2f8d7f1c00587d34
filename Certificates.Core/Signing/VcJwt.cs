using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Certificates.Core.Signing;

/// <summary>Signs verifiable credentials as JWTs (W3C Securing Verifiable Credentials using JOSE and COSE, 3.1.1) with ES256.</summary>
internal static class VcJwt
{
    /// <summary>Media type of what <see cref="Sign"/> makes.</summary>
    public const string MediaType = "application/vc+jwt";

    /// <summary>Signs a credential of ours.</summary>
    /// <param name="credential">
    /// The credential with its issuer; it becomes the claims, and gets <c>iss</c> and <c>iat</c> (RFC 7519, 4.1).
    /// </param>
    /// <param name="signer">The key, ES256.</param>
    /// <param name="issuer">Who signs.</param>
    /// <param name="at">Now.</param>
    public static string Sign(JsonObject credential, ISigner signer, DidWeb issuer, DateTimeOffset at)
    {
        credential["iss"] = issuer.Id;
        credential["iat"] = at.ToUnixTimeSeconds();
        var header = new JsonObject
        {
            ["alg"] = signer.Key.Algorithm.ToString(),
            ["typ"] = "vc+jwt",
            ["cty"] = "vc",
            ["kid"] = issuer.KeyOf(signer.Key.Id),
        };
        var signed = $"{Encode(header)}.{Encode(credential)}";
        return $"{signed}.{Base64Url.EncodeToString(signer.SignHash(SHA256.HashData(Encoding.ASCII.GetBytes(signed))))}";
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
