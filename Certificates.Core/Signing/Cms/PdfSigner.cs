using System.Collections.Concurrent;
using System.Security.Cryptography;
using Certificates.Core.Pdf;
using Certificates.Core.Signing.Gm;
using Certificates.Core.Signing.Revocation;
using Certificates.Core.Signing.Stamping;

namespace Certificates.Core.Signing.Cms;

/// <summary>
/// Signs a PDF's byte range, for <c>/SubFilter /ETSI.CAdES.detached</c>: PAdES B-B, or B-T where a time-stamp authority is configured.
/// </summary>
/// <param name="keys">The keys of this process.</param>
/// <param name="stamps">What stamps signatures; null where none is wanted.</param>
/// <param name="purpose">Which of the keys signs: that of certificates, or that of copies, which signs none.</param>
/// <param name="revocations">What files hold of the authorities' word; null for nothing.</param>
/// <param name="seals">The electronic seals of institutions; null where none is put on.</param>
internal sealed class PdfSigner(
    KeyRing keys, Stamps? stamps, KeyPurpose purpose = KeyPurpose.Pdf, Revocations? revocations = null, InstitutionSeals? seals = null)
{
    /// <summary>What stands around a stamp: tags, lengths and its identifier.</summary>
    private const int StampFrame = 64;

    private readonly ConcurrentDictionary<string, CmsTemplate> _templates = new(StringComparer.Ordinal);

    /// <summary>Bytes to keep free for a signature of any of the keys, for one may take over; zeros fill the rest.</summary>
    public int MaximumLength => keys.Held(purpose).Max(LengthOf) + (Stamps ? stamps!.MaximumLength + StampFrame : 0);

    /// <summary>True where a signature waits for a time stamp.</summary>
    public bool Stamps => stamps?.AreUsed == true;

    /// <summary>How many signatures wait for one at once.</summary>
    public int AtOnce => stamps?.AtOnce ?? 1;

    /// <summary>Institutions whose own key may sign now.</summary>
    public IEnumerable<string> Institutions => keys.Institutions;

    /// <summary>
    /// The key that signs now, and what is to stand in the file that it signs: that is hashed, so it is asked for before. Use it at once.
    /// </summary>
    /// <param name="institution">Code of the institution whose certificate it is, which may have a key of its own; null for none.</param>
    /// <exception cref="KeyNotInForceException">No key may sign now: an outage.</exception>
    /// <exception cref="RevocationException">What is to stand in it is not at hand, and required: an outage.</exception>
    public (ISigner Signer, SecurityStore? Store) Choose(string? institution)
    {
        var signer = keys.InForce(purpose, institution);
        return (signer, revocations?.Of(signer.Key));
    }

    /// <summary>Signs a hash with the key that is in force now.</summary>
    /// <param name="sha256OfByteRange">SHA-256 of the file without its <c>/Contents</c> string.</param>
    /// <param name="institution">Code of the institution whose certificate it is, which may have a key of its own; null for none.</param>
    /// <exception cref="KeyNotInForceException">No key may sign now: an outage.</exception>
    /// <exception cref="ArgumentException">It is no SHA-256.</exception>
    public PdfSignature Sign(ReadOnlySpan<byte> sha256OfByteRange, string? institution = null) =>
        Sign(sha256OfByteRange, keys.InForce(purpose, institution));

    /// <summary>The same with the key that was chosen.</summary>
    public PdfSignature Sign(ReadOnlySpan<byte> sha256OfByteRange, ISigner signer)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sha256OfByteRange.Length, SHA256.HashSizeInBytes, nameof(sha256OfByteRange));
        var template = TemplateOf(signer.Key);
        var attributes = template.SignedAttributes(sha256OfByteRange);
        var signature = signer.SignHash(SHA256.HashData(attributes));
        return new PdfSignature(template.Encode(attributes, signature), signer.Key.Id)
        {
            Template = template,
            Attributes = attributes,
            Raw = signature,
        };
    }

    /// <summary>The signature by an institution's electronic seal over a finished file, to lie beside it; null without a seal.</summary>
    /// <param name="institutionCode">机构代码.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What it is called, ASCII.</param>
    /// <param name="at">When.</param>
    /// <exception cref="KeyNotInForceException">Seal or certificate is not valid then: an outage.</exception>
    public byte[]? Seal(string institutionCode, ReadOnlySpan<byte> file, string name, DateTimeOffset at) =>
        seals?.Sign(institutionCode, file, name, at);

    /// <summary>The same signature with a time stamp in it; as it is where there is no authority.</summary>
    /// <exception cref="TimeStampException">There is no stamp now.</exception>
    public async ValueTask<PdfSignature> StampAsync(PdfSignature signature, CancellationToken cancellationToken) => Stamps
        ? signature.Stamped(await stamps!.StampAsync(signature.Value, cancellationToken))
        : signature;

    private int LengthOf(SigningKeyInfo key)
    {
        // RSA signatures have the length of the modulus, below that of the key's SubjectPublicKeyInfo
        var (template, longest) = (TemplateOf(key), new byte[key.Algorithm == SignatureAlgorithm.ES256 ? 64 : key.Public.Length]);
        Array.Fill(longest, byte.MaxValue);
        return template.Encode(template.SignedAttributes(new byte[SHA256.HashSizeInBytes]), longest).Length;
    }

    private CmsTemplate TemplateOf(SigningKeyInfo key) => _templates.GetOrAdd(key.Id, static (_, info) => new CmsTemplate(info), key);
}

/// <summary>A signature and the key that made it.</summary>
/// <param name="Cms">Detached CMS, DER.</param>
/// <param name="KeyId">Kept with the certificate's version.</param>
internal sealed record PdfSignature(ReadOnlyMemory<byte> Cms, string KeyId)
{
    /// <summary>What it was encoded by.</summary>
    public required CmsTemplate Template { get; init; }

    /// <summary>The signed attributes.</summary>
    public required byte[] Attributes { get; init; }

    /// <summary>The signature as the key gave it.</summary>
    public required byte[] Raw { get; init; }

    /// <summary>Its value as it stands in the file, which a time stamp is over.</summary>
    public ReadOnlyMemory<byte> Value => Template.Value(Raw);

    /// <summary>The same with a time stamp.</summary>
    public PdfSignature Stamped(byte[] stamp) => this with { Cms = Template.Encode(Attributes, Raw, stamp) };
}
