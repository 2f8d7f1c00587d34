using System.IO.Compression;
using Certificates.Core;

namespace Certificates.Api.Batches;

/// <summary>Signed PDFs in one ZIP, written as they are read: no file in between.</summary>
internal static class CertificatesZip
{
    /// <summary>Media type.</summary>
    public const string ContentType = "application/zip";

    /// <summary>Writes one entry a certificate. PDFs hardly shrink: they are stored as they are.</summary>
    public static async Task WriteAsync(IAsyncEnumerable<CertificatePdf> certificates, Stream body, CancellationToken cancellationToken)
    {
        // Closed at the good end only: an archive that an outage cut short must not look complete.
        var archive = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await foreach (var pdf in certificates.WithCancellation(cancellationToken))
        {
            var entry = archive.CreateEntry($"{pdf.Number}.pdf", CompressionLevel.NoCompression);
            await using var content = await entry.OpenAsync(cancellationToken);
            await content.WriteAsync(pdf.Bytes, cancellationToken);
        }

        await archive.DisposeAsync();
    }
}
