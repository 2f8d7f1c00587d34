using System.Security.Cryptography;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;

namespace Certificates.Core.Verifying;

/// <summary>What the signature of a file is worth, before the register is asked.</summary>
/// <param name="Finding">valid, invalid, foreign or none, as the contract says it.</param>
/// <param name="Reason">altered, forged or unsigned; null when valid.</param>
/// <param name="Cms">The signature as it stands in the file, or with bytes behind it; empty when there is none.</param>
/// <param name="Key">The key of ours that it names; null when it names none.</param>
internal sealed record FileSignature(string Finding, string? Reason, ReadOnlyMemory<byte> Cms, SigningKeyInfo? Key)
{
    private static readonly FileSignature None = new("none", "unsigned", default, null);

    /// <summary>Judges any bytes at all.</summary>
    public static FileSignature Of(ReadOnlyMemory<byte> file, PdfSignatureReader signatures)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (SignedPdf.TryRead(file, out var pdf, out var fault))
        {
            pdf.HashSignedBytes(hash);
            return Of(pdf.Cms, signatures.Check(pdf.Cms, hash));
        }

        // not of the one form a file of ours has, so no hash can save it: whose signature is it?
        hash.Clear();
        var found = FileHints.Signature(file.Span);
        return found.Length > 0 ? Of(found, signatures.Check(found, hash))
            : fault switch
            {
                SignedPdfFault.SignedElsewhere or SignedPdfFault.ChangedAfterSigning =>
                    new FileSignature("foreign", "forged", default, null),
                SignedPdfFault.Damaged => None with { Reason = "altered" },
                _ => None,
            };
    }

    private static FileSignature Of(ReadOnlyMemory<byte> cms, PdfSignatureCheck check) => check.Finding switch
    {
        PdfSignatureFinding.Valid => new FileSignature("valid", null, cms, check.Key),
        PdfSignatureFinding.Altered or PdfSignatureFinding.Invalid => new FileSignature("invalid", "altered", cms, check.Key),
        PdfSignatureFinding.Foreign => new FileSignature("foreign", "forged", cms, null),
    };
}
