using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.Reading;

namespace Certificates.Core.Signing.Cms;

/// <summary>
/// Judges the signature of a PDF against our published keys. Never throws on what a caller sent, and believes nothing that
/// came with the file: the certificate in it only says which of our keys to try.
/// </summary>
/// <param name="keys">The published keys.</param>
/// <param name="purpose">Which of them count: those of certificates, to which a copy is foreign, or those of copies.</param>
internal sealed class PdfSignatureReader(PublicKeyRing keys, KeyPurpose purpose = KeyPurpose.Pdf)
{
    private volatile Signatories? _signatories;

    /// <summary>Judges the signature of a whole file; null when the file is not of the form ours has.</summary>
    public PdfSignatureCheck? CheckFile(ReadOnlyMemory<byte> file) =>
        PdfFile.TryOpen(file, out var opened) ? CheckFile(opened, hashed: null) : null;

    /// <summary>The same of a file that is open.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hashed">Bytes that were hashed before: they count if the file begins with them.</param>
    public PdfSignatureCheck? CheckFile(PdfFile file, HashedBeginning? hashed)
    {
        if (!SignedPdf.TryRead(file, out var signed, out _))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        signed.HashSignedBytes(hash, hashed);
        return Check(signed.Cms, hash);
    }

    /// <summary>Judges one signature. Whether the key was in force on the day is for whoever knows the day.</summary>
    /// <param name="contents">The decoded <c>/Contents</c> string with its padding.</param>
    /// <param name="sha256OfByteRange">SHA-256 of the rest of the file.</param>
    public PdfSignatureCheck Check(ReadOnlyMemory<byte> contents, ReadOnlySpan<byte> sha256OfByteRange)
    {
        if (!CmsSignature.TryRead(contents, out var signature))
        {
            return new PdfSignatureCheck(PdfSignatureFinding.Invalid, null);
        }

        // One certificate may have stood below two chains: the one that was sent along counts.
        var named = Known().Where(ours => ours.IsNamedIn(signature)).ToList();
        if ((named.Find(ours => ours.HasOurForm(signature)) ?? named.FirstOrDefault()) is not { } signatory)
        {
            return new PdfSignatureCheck(PdfSignatureFinding.Foreign, null);
        }

        // no hash covers what follows the DER, so nothing but padding may stand there
        var isPadded = contents.Span[signature.Length..].IndexOfAnyExcept((byte)0) < 0;
        if (!isPadded || !signatory.HasOurForm(signature) || !Verifies(signatory.Key, signature)
            || !CmsSignedAttributes.TryRead(signature.SignedAttributes, out var attributes)
            || attributes.ContentType != CmsOids.Data
            || !attributes.SigningCertificateHash.Span.SequenceEqual(signatory.CertificateHash))
        {
            return new PdfSignatureCheck(PdfSignatureFinding.Invalid, signatory.Key);
        }

        var covers = attributes.MessageDigest.Span.SequenceEqual(sha256OfByteRange);
        return new PdfSignatureCheck(covers ? PdfSignatureFinding.Valid : PdfSignatureFinding.Altered, signatory.Key);
    }

    /// <summary>Whose signatures are known; made anew when what is published has changed.</summary>
    private IReadOnlyList<Signatory> Known()
    {
        var published = keys.Keys;
        if (_signatories is { } known && ReferenceEquals(known.Keys, published))
        {
            return known.All;
        }

        Signatory[] all =
        [
            .. published.Where(key => key.Purpose == purpose)
                .SelectMany(key => key.Chains.Select(chain => new Signatory(key, chain))),
        ];
        _signatories = new Signatories(published, all);
        return all;
    }

    private bool Verifies(SigningKeyInfo key, CmsSignature signature)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(signature.SignedAttributes.Span, hash);
        return key.Algorithm == SignatureAlgorithm.ES256
            ? EcdsaValue.TryDecode(signature.Value, out var value) && keys.Verifies(key, hash, value)
            : keys.Verifies(key, hash, signature.Value.Span);
    }

    private sealed record Signatories(IReadOnlyList<SigningKeyInfo> Keys, IReadOnlyList<Signatory> All);

    /// <summary>What a signature of one of our keys, under one of its certificates, holds besides the attributes and the value.</summary>
    private sealed class Signatory(SigningKeyInfo key, ReadOnlyMemory<byte> chain)
    {
        private readonly IReadOnlyList<ReadOnlyMemory<byte>> _chain = CertificateChain.Split(chain);
        private readonly byte[] _identifier = CmsTemplate.SignerIdentifierOf(chain);

        public SigningKeyInfo Key { get; } = key;

        public byte[] CertificateHash { get; } = SHA256.HashData(CertificateChain.Leaf(chain).Span);

        public bool IsNamedIn(CmsSignature signature) =>
            signature.SignerIdentifier.Span.SequenceEqual(_identifier)
            && signature.Certificates.Any(sent => sent.Span.SequenceEqual(_chain[0].Span));

        /// <summary>A stamp is over this signature; who made it the issuing service asked when it put it in.</summary>
        private static bool IsOver(ReadOnlyMemory<byte> stamp, ReadOnlyMemory<byte> value) =>
            Rfc3161TimestampToken.TryDecode(stamp, out var token, out var read) && read == stamp.Length
            && token.TokenInfo.HashAlgorithmId.Value == CmsOids.Sha256
            && token.TokenInfo.GetMessageHash().Span.SequenceEqual(SHA256.HashData(value.Span));

        /// <summary>The parts that no signature covers stand as we write them.</summary>
        public bool HasOurForm(CmsSignature signature) =>
            signature.IsVersion1
            && signature.DigestAlgorithms.Span.SequenceEqual(CmsAlgorithms.Digests.Span)
            && signature.DigestAlgorithm.Span.SequenceEqual(CmsAlgorithms.Sha256.Span)
            && signature.SignatureAlgorithm.Span.SequenceEqual(CmsAlgorithms.SignatureOf(Key).Span)
            && (signature.Stamp is not { } stamp || IsOver(stamp, signature.Value))
            && signature.Certificates.All(sent => _chain.Any(ours => ours.Span.SequenceEqual(sent.Span)));
    }
}

/// <summary>What was found.</summary>
/// <param name="Finding">The judgement.</param>
/// <param name="Key">The key of ours it names; null when it names none.</param>
internal sealed record PdfSignatureCheck(PdfSignatureFinding Finding, SigningKeyInfo? Key)
{
    /// <summary>True of a signature of ours that stands on a certificate of this institution, by its code.</summary>
    public bool IsOf(string institution) => Finding == PdfSignatureFinding.Valid && Key!.SignsFor(institution);
}

/// <summary>What a PDF's signature turns out to be.</summary>
internal enum PdfSignatureFinding
{
    /// <summary>Ours, over these very bytes.</summary>
    Valid,

    /// <summary>Ours, but over other bytes.</summary>
    Altered,

    /// <summary>Names a key of ours which did not make it, or is no signature at all.</summary>
    Invalid,

    /// <summary>Somebody else's; not judged further.</summary>
    Foreign,
}
