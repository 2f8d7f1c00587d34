using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Certificates.Core.Signing.Cms;

/// <summary>Signs a PDF's byte range: PAdES B-B, for <c>/SubFilter /ETSI.CAdES.detached</c>.</summary>
internal sealed class PdfSigner(KeyRing keys)
{
    private readonly ConcurrentDictionary<string, CmsTemplate> _templates = new(StringComparer.Ordinal);

    /// <summary>Bytes to keep free for a signature of any of the keys, for one may take over; zeros fill the rest.</summary>
    public int MaximumLength => keys.Held(KeyPurpose.Pdf).Max(LengthOf);


    /// <summary>Signs a hash with the key that is in force now.</summary>
    /// <param name="sha256OfByteRange">SHA-256 of the file without its <c>/Contents</c> string.</param>
    /// <exception cref="KeyNotInForceException">No key may sign now: an outage.</exception>
    /// <exception cref="ArgumentException">It is no SHA-256.</exception>
    public PdfSignature Sign(ReadOnlySpan<byte> sha256OfByteRange)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sha256OfByteRange.Length, SHA256.HashSizeInBytes, nameof(sha256OfByteRange));
        var signer = keys.InForce(KeyPurpose.Pdf);
        var template = TemplateOf(signer.Key);
        var attributes = template.SignedAttributes(sha256OfByteRange);
        var signature = signer.SignHash(SHA256.HashData(attributes));
        return new PdfSignature(template.Encode(attributes, signature), signer.Key.Id);
    }

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
internal sealed record PdfSignature(ReadOnlyMemory<byte> Cms, string KeyId);
