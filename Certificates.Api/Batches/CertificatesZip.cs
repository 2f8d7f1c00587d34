using System.IO.Compression;
using Certificates.Core.Batches;

namespace Certificates.Api.Batches;

/// <summary>Signed PDFs in one ZIP, written as they are read: no file in between.</summary>
internal static class CertificatesZip
{
    public const string ContentType = "application/zip";

    private const int BufferSize = 64 * 1024;

    /// <summary>Writes one entry a certificate. PDFs hardly shrink: they are stored as they are.</summary>
    public static async Task WriteAsync(IAsyncEnumerable<NamedPdf> certificates, Stream body, CancellationToken cancellationToken)
    {
        // What the archive writes about an entry it writes synchronously, which the server refuses; here it waits for a flush.
        var buffer = new BufferedStream(body, BufferSize);

        // Closed at the good end only: an archive that an outage cut short must not look complete.
        var archive = await ZipArchive.CreateAsync(buffer, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null,
            cancellationToken);
        await foreach (var (name, pdf) in certificates.WithCancellation(cancellationToken))
        {
            var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
            await using (var content = await entry.OpenAsync(cancellationToken))
            {
                await content.WriteAsync(pdf.Bytes, cancellationToken);
                await buffer.FlushAsync(cancellationToken);
            }

            await buffer.FlushAsync(cancellationToken);
        }

        await archive.DisposeAsync();
        await buffer.FlushAsync(cancellationToken);
    }
}
