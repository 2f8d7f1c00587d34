using System.Security.Cryptography;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Signing.Cms;

namespace Certificates.Core.Register;

/// <summary>The signature of a whole file.</summary>
internal static class SignedFiles
{
    /// <summary>Judges it by the public keys; null when the file is not of the form ours has.</summary>
    public static PdfSignatureCheck? CheckFile(this PdfSignatureReader signatures, ReadOnlyMemory<byte> file)
    {
        if (!SignedPdf.TryRead(file, out var signed, out _))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        signed.HashSignedBytes(hash);
        return signatures.Check(signed.Cms, hash);
    }
}
