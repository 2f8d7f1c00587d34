namespace Certificates.Core.Signing;

/// <summary>
/// Who signs open credentials, by the address people verify at (did:web, W3C CCG): whoever believes that address believes the keys that
/// <c>/.well-known/did.json</c> names below it.
/// </summary>
public sealed class DidWeb
{
    private readonly string _baseUrl;

    /// <summary>Takes <c>Verification:BaseUrl</c>, which was checked before: host and port only.</summary>
    public DidWeb(string baseUrl)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        _baseUrl = baseUrl.TrimEnd('/');
        var url = new Uri(_baseUrl);
        Id = url.IsDefaultPort ? $"did:web:{url.IdnHost}" : $"did:web:{url.IdnHost}%3A{url.Port}";
    }

    /// <summary>The identifier, such as <c>did:web:verify.example.cn</c>; the colon before a port is written as <c>%3A</c>.</summary>
    public string Id { get; }

    /// <summary>The address of something the site serves.</summary>
    /// <param name="path">Begins with a slash.</param>
    public string Address(string path) => _baseUrl + path;

    /// <summary>What a signature names its key by.</summary>
    /// <param name="keyId">As in <c>/v1/keys</c>.</param>
    public string KeyOf(string keyId) => $"{Id}#{keyId}";

    /// <summary>
    /// The keys that open credentials and their status lists may be signed with. Retired ones stay, for what they signed stands; one that
    /// others may have is taken out, for a verifier of credentials does not ask when something was signed.
    /// </summary>
    public DidDocument Document(PublicKeyRing keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        List<VerificationMethod> methods =
        [
            .. keys.Keys.Where(key => key.Purpose is KeyPurpose.Copy or KeyPurpose.Status && key.State != KeyState.Compromised)
                .Select(key => new VerificationMethod(KeyOf(key.Id), Id, PublicJwk.Of(Jwk.Of(key)))),
        ];
        return new DidDocument(Id, methods, [.. methods.Select(method => method.Id)]);
    }
}
