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
    /// <summary>Checks signature, name, number and QR code.</summary>
    /// <param name="pdf">The signed file.</param>
    /// <param name="token">The token its QR code was drawn from.</param>
    /// <param name="certificate">What it should be.</param>
    /// <exception cref="InvalidOperationException">It is not; the message names the certificate and what differs.</exception>
    public void Require(ComposedPdf pdf, QrToken token, Certificate certificate)
    {
        Require(signatures.CheckFile(pdf.File) is { Finding: PdfSignatureFinding.Valid }, certificate, "signature");
        var printed = PrintedFacts.Read(pdf.File);
        Require(printed?.Name == certificate.Holder.Name.Value, certificate, "name");
        Require(printed?.Number == certificate.Number.Value, certificate, "number");
        Require(pdf.QrModules.Equals(printed?.Qr), certificate, "QR code");
        Require(
            tokens.TryRead(token.Text, out var genuine, out _) && genuine.Claims == QrClaims.Of(certificate), certificate, "QR token");
    }

    private static void Require(bool holds, Certificate certificate, string part)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The finished file of {certificate.Number} has another {part} than it should.");
        }
    }
}
