using System.Security.Cryptography;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;

namespace Certificates.Core.Verifying;

/// <summary>What the signature of a file is worth, before the register is asked.</summary>
/// <param name="Finding">valid, invalid, foreign or none, as the contract says it.</param>
/// <param name="Reasons">Of altered, copied_from, forged, foreign and unsigned, gravest first; empty when valid.</param>
/// <param name="Cms">The signature as it stands in the file, or with bytes behind it; empty when there is none.</param>
/// <param name="Key">The key of ours that it names; null when it names none.</param>
internal sealed record FileSignature(string Finding, IReadOnlyList<string> Reasons, ReadOnlyMemory<byte> Cms, SigningKeyInfo? Key)
{
    /// <summary>Judges any bytes at all.</summary>
    public static FileSignature Of(ReadOnlyMemory<byte> file, PdfSignatureReader signatures)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (SignedPdf.TryRead(file, out var pdf, out var fault))
        {
            pdf.HashSignedBytes(hash);
            return Of(file, new FoundSignature(pdf.Cms, IsInPlace: true), signatures.Check(pdf.Cms, hash));
        }

        // not of the one form a file of ours has, so no hash can save it: whose signature is it?
        hash.Clear();
        FileSignature? best = null;
        foreach (var found in FileHints.Signatures(file.Span))
        {
            var judged = Of(file, found, signatures.Check(found.Bytes, hash));
            best = best?.Key is null && judged.Key is not null ? judged : best ?? judged;
        }

        return best ?? fault switch
        {
            SignedPdfFault.SignedElsewhere or SignedPdfFault.ChangedAfterSigning => Foreign(file, default),
            SignedPdfFault.Damaged => new FileSignature("none", ["altered"], default, null),
            _ => new FileSignature("none", ["unsigned"], default, null),
        };
    }

    private static FileSignature Of(ReadOnlyMemory<byte> file, FoundSignature found, PdfSignatureCheck check) => check switch
    {
        // A key of one institution, under a certificate of another, or under none.
        { Finding: PdfSignatureFinding.Valid, Key: { Institution: not null } key } when !key.SignsFor(FileHints.Number(file.Span)) =>
            new FileSignature("invalid", ["forged"], found.Bytes, check.Key),
        { Finding: PdfSignatureFinding.Valid } => new FileSignature("valid", [], found.Bytes, check.Key),

        // What our key signed, in a file that it was not made for: merged, split, or saved anew.
        { Finding: PdfSignatureFinding.Altered } when !found.IsInPlace =>
            new FileSignature("invalid", ["altered", "copied_from"], found.Bytes, check.Key),
        { Finding: PdfSignatureFinding.Foreign } => Foreign(file, found.Bytes),

        // No signature that can be read: ours, damaged, where the file says it is ours; else of a form that we do not write.
        { Key: null } when FileHints.Number(file.Span) is null => Foreign(file, found.Bytes),
        _ => new FileSignature("invalid", ["altered"], found.Bytes, check.Key),
    };

    /// <summary>Signed by somebody else; forged too when the file claims to be a certificate of ours.</summary>
    private static FileSignature Foreign(ReadOnlyMemory<byte> file, ReadOnlyMemory<byte> cms) =>
        new("foreign", FileHints.Number(file.Span) is null ? ["foreign"] : ["forged", "foreign"], cms, null);
}
