using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Coding;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Style;

namespace Certificates.Core.Register.Making;

/// <summary>
/// Step 6: reads a finished file again, from its bytes and with public keys only, before it counts as issued. A mixed-up name
/// is the worst bug there is; it must not leave the house.
/// </summary>
internal sealed class OwnWorkCheck(PdfSignatureReader signatures, QrTokenReader tokens)
{
    /// <summary>
    /// Checks signature, name, number and QR code. Of the skeleton, which is held against the file byte for byte, what was hashed
    /// and read in an earlier file is not hashed and read again.
    /// </summary>
    /// <param name="signed">The signed file.</param>
    /// <param name="certificate">What it should be.</param>
    /// <exception cref="InvalidOperationException">It is not: nothing of it is kept. The message names the certificate and what
    /// differs.</exception>
    public CheckedPdf Require(UncheckedPdf signed, Certificate certificate)
    {
        var (pdf, token) = (signed.Pdf, signed.Token);
        Require(certificate.AssessedOn <= certificate.IssuedOn, certificate, "day of issue");
        var file = pdf.Open();
        Require(file is not null, certificate, "form");
        Require(
            signatures.CheckFile(file, pdf.HashedSkeleton)?.IsOf(certificate.Number.InstitutionCode) == true, certificate, "signature");
        var printed = PrintedFacts.Read(file);
        Require(printed?.Name == certificate.Holder.Name.Value, certificate, "name");
        Require(printed?.Number == certificate.Number.Value, certificate, "number");
        Require(printed?.Shows(pdf.QrModules) == true, certificate, "QR code");
        Require(
            tokens.TryRead(token.Text, out var genuine, out _) && genuine.Claims == QrClaims.Of(certificate), certificate, "QR token");
        return new CheckedPdf(signed);
    }

    private static void Require([DoesNotReturnIf(false)] bool holds, Certificate certificate, string part)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The finished file of {certificate.Number} has another {part} than it should.");
        }
    }
}
