using System.Text.Json.Serialization;

namespace Certificates.Core.Signing;

/// <summary>Who an identifier is and by which keys it signs (W3C DID 1.0, 4; Controlled Identifiers 1.0, 2.2).</summary>
/// <param name="Id">The identifier.</param>
/// <param name="VerificationMethods">The keys.</param>
/// <param name="AssertionMethods">Which of them sign statements: all.</param>
public sealed record DidDocument(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("verificationMethod")] IReadOnlyList<VerificationMethod> VerificationMethods,
    [property: JsonPropertyName("assertionMethod")] IReadOnlyList<string> AssertionMethods)
{
    /// <summary>What its words mean.</summary>
    [JsonPropertyName("@context"), JsonPropertyOrder(-1)]
    public IReadOnlyList<string> Context { get; } = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"];
}

/// <summary>One key of an identifier.</summary>
/// <param name="Id">What signatures name it by.</param>
/// <param name="Controller">Whose it is.</param>
/// <param name="PublicKey">The key.</param>
public sealed record VerificationMethod(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("controller")] string Controller,
    [property: JsonPropertyName("publicKeyJwk")] PublicJwk PublicKey)
{
    /// <summary>Always <c>JsonWebKey</c>.</summary>
    [JsonPropertyName("type"), JsonPropertyOrder(-1)]
    public string Type => "JsonWebKey";
}

/// <summary>A public key of P-256 and no more: what else <c>/v1/keys</c> says of it is not for this document.</summary>
/// <param name="KeyType">EC.</param>
/// <param name="Curve">P-256.</param>
/// <param name="X">X coordinate, base64url.</param>
/// <param name="Y">Y coordinate, base64url.</param>
/// <param name="Algorithm">ES256.</param>
/// <param name="KeyId">As in <c>/v1/keys</c>.</param>
public sealed record PublicJwk(
    [property: JsonPropertyName("kty")] string KeyType,
    [property: JsonPropertyName("crv")] string? Curve,
    [property: JsonPropertyName("x")] string? X,
    [property: JsonPropertyName("y")] string? Y,
    [property: JsonPropertyName("alg")] string Algorithm,
    [property: JsonPropertyName("kid")] string KeyId)
{
    internal static PublicJwk Of(Jwk key) => new(key.KeyType, key.Curve, key.X, key.Y, key.Algorithm, key.KeyId);
}
