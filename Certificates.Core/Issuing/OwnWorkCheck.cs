using System.Security.Cryptography;
using Certificates.Core.Signing;
using Certificates.Core.Style;

namespace Certificates.Core.Issuing;

/// <summary>
/// Step 6: reads a finished file again, with public keys only, before it counts as issued. A mixed-up name is the worst bug
/// there is; it must not leave the house.
/// </summary>
internal sealed class OwnWorkCheck(PdfSignatureReader signatures)
{
    /// <summary>Checks the signature over the finished bytes.</summary>
    /// <exception cref="InvalidOperationException">The file is not what it should be; the message names the certificate.</exception>
    public void Require(ComposedPdf pdf, ReadOnlyMemory<byte> cms, Certificate certificate)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        pdf.HashSignedBytes(hash);
        if (signatures.Check(cms, hash).Finding != PdfSignatureFinding.Valid)
        {
            throw new InvalidOperationException($"The signature of {certificate.Number} does not verify.");
        }
    }
}
