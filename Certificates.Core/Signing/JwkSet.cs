using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Certificates.Core.Signing.Gm;

namespace Certificates.Core.Signing;

/// <summary>Every published key as a JWK Set (RFC 7517), for whoever verifies without asking us.</summary>
/// <param name="Keys">The keys, ended ones too.</param>
public sealed record JwkSet([property: JsonPropertyName("keys")] IReadOnlyList<Jwk> Keys)
{
    /// <summary>The set of a ring.</summary>
    public static JwkSet Of(PublicKeyRing ring) => new([.. ring.Keys.Select(Jwk.Of)]);
}

/// <summary>
/// One public key. <see cref="Purpose"/> and what follows are members of our own, which RFC 7517, section 4, lets others ignore.
/// </summary>
public sealed record Jwk
{
    /// <summary>EC or RSA.</summary>
    [JsonPropertyName("kty")]
    public required string KeyType { get; init; }

    /// <summary>P-256, or SM2, which is a name of our own: JOSE has none for that curve; EC only.</summary>
    [JsonPropertyName("crv"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Curve { get; init; }

    /// <summary>X coordinate, base64url; EC only.</summary>
    [JsonPropertyName("x"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? X { get; init; }

    /// <summary>Y coordinate, base64url; EC only.</summary>
    [JsonPropertyName("y"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Y { get; init; }

    /// <summary>Modulus, base64url; RSA only.</summary>
    [JsonPropertyName("n"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Modulus { get; init; }

    /// <summary>Exponent, base64url; RSA only.</summary>
    [JsonPropertyName("e"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Exponent { get; init; }

    /// <summary>Id of the key, as in QR tokens and the register.</summary>
    [JsonPropertyName("kid")]
    public required string KeyId { get; init; }

    /// <summary>Always <c>sig</c>.</summary>
    [JsonPropertyName("use")]
    public string Use => "sig";

    /// <summary>ES256, RS256, or SM2, which is a name of our own.</summary>
    [JsonPropertyName("alg")]
    public required string Algorithm { get; init; }

    /// <summary>Certificates in base64 of DER, the key's own first.</summary>
    [JsonPropertyName("x5c")]
    public required IReadOnlyList<string> Certificates { get; init; }

    /// <summary>The certificates it had before, each chain like <see cref="Certificates"/>; absent where it was certified once.</summary>
    [JsonPropertyName("formerCertificates"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<string>>? FormerCertificates { get; init; }

    /// <summary>What it signs: <c>pdf</c>, <c>qr</c>, <c>log</c>, <c>verdict</c>, <c>status</c>, <c>copy</c>.</summary>
    [JsonPropertyName("purpose")]
    public required string Purpose { get; init; }

    /// <summary>Code of the institution whose certificates alone a PDF key signs; absent of the service's keys.</summary>
    [JsonPropertyName("institution"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Institution { get; init; }

    /// <summary>First instant it may sign at, UTC.</summary>
    [JsonPropertyName("validFrom")]
    public required DateTime ValidFrom { get; init; }

    /// <summary>Last instant it may sign at, UTC.</summary>
    [JsonPropertyName("validTo")]
    public required DateTime ValidTo { get; init; }

    /// <summary><c>next</c>, <c>active</c>, <c>retired</c> or <c>compromised</c>.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>From when on its signatures are not to be relied on, UTC.</summary>
    [JsonPropertyName("compromisedSince"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? CompromisedSince { get; init; }

    internal static Jwk Of(SigningKeyInfo key)
    {
        var jwk = new Jwk
        {
            KeyType = key.Algorithm == SignatureAlgorithm.RS256 ? "RSA" : "EC",
            KeyId = key.Id,
            Algorithm = key.Algorithm.ToString(),
            Certificates = Base64(key.Chain),
            FormerCertificates = key.FormerChains.Count == 0 ? null : [.. key.FormerChains.Select(Base64)],
            Purpose = key.Purpose.Code(),
            Institution = key.Institution,
            ValidFrom = key.ValidFrom.UtcDateTime,
            ValidTo = key.ValidTo.UtcDateTime,
            State = key.State.Code(),
            CompromisedSince = key.CompromisedSince?.UtcDateTime,
        };
        return key.Algorithm switch
        {
            SignatureAlgorithm.ES256 => WithPoint(jwk, key),
            SignatureAlgorithm.RS256 => WithModulus(jwk, key),
            SignatureAlgorithm.SM2 => WithSm2Point(jwk, key),
        };
    }

    private static IReadOnlyList<string> Base64(ReadOnlyMemory<byte> chain) =>
        [.. CertificateChain.Split(chain).Select(certificate => Convert.ToBase64String(certificate.Span))];

    private static Jwk WithPoint(Jwk jwk, SigningKeyInfo key)
    {
        using var ec = ECDsa.Create();
        ec.ImportSubjectPublicKeyInfo(key.Public.Span, out _);
        var point = ec.ExportParameters(includePrivateParameters: false).Q;
        return jwk with { Curve = "P-256", X = Base64Url.EncodeToString(point.X), Y = Base64Url.EncodeToString(point.Y) };
    }

    private static Jwk WithSm2Point(Jwk jwk, SigningKeyInfo key)
    {
        var (x, y) = Sm2.PointOf(key.Public.Span);
        return jwk with { Curve = nameof(SignatureAlgorithm.SM2), X = Base64Url.EncodeToString(x), Y = Base64Url.EncodeToString(y) };
    }

    private static Jwk WithModulus(Jwk jwk, SigningKeyInfo key)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(key.Public.Span, out _);
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        return jwk with { Modulus = Base64Url.EncodeToString(numbers.Modulus), Exponent = Base64Url.EncodeToString(numbers.Exponent) };
    }
}
