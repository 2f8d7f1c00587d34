using Certificates.Core.Coding;
using Certificates.Core.Register;
using Certificates.Core.Style;

namespace Certificates.Core.Verifying.Metadata;

/// <summary>
/// The metadata of a holder's own certificates. The site cannot decrypt people's data; it can open the signed PDF, which the holder may
/// download, and the ID number stands there.
/// </summary>
public sealed class OwnMetadata
{
    private readonly Holders _holders;

    internal OwnMetadata(Holders holders) => _holders = holders;

    /// <summary>
    /// Those of one certificate in its version in force; <c>session_ended</c>, or <c>certificate_not_found</c>, also where there is no PDF
    /// of it, for it was issued before this system.
    /// </summary>
    /// <exception cref="InvalidOperationException">The stored file is not the certificate's.</exception>
    public async Task<Result<LicenceMetadata>> FindAsync(HolderReference holder, string? number, CancellationToken cancellationToken)
    {
        if (!(await _holders.OwnAsync(holder, number, cancellationToken)).TryGet(out var version, out var refusals)
            || !(await _holders.PdfAsync(version, cancellationToken)).TryGet(out var pdf, out refusals))
        {
            return refusals;
        }

        return PrintedFacts.Read(pdf.Bytes) is { } printed && printed.Number == version.Number && printed.Name == version.Name
            && IdDocument.TryParse(version.IdType, printed.IdNumber, out var document, out _)
                ? LicenceMetadata.Of(version, document)
                : throw new InvalidOperationException("A stored file does not say what its certificate says.");
    }
}
