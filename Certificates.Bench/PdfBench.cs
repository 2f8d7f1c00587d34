using Certificates.Core.Register.Making;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>The size of a file, of both kinds, with and without a photo; and of it what all files of a style share.</summary>
internal static class PdfBench
{
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        var (maker, styles) = (folder.Services.GetRequiredService<CertificateMaker>(), folder.Services.GetRequiredService<StyleBook>());
        var photo = SamplePhoto.Make();
        var report = new Report("pdf", "Bytes of a signed file.");
        foreach (var kind in Enum.GetValues<Core.CertificateKind>())
        {
            var printed = ComposeBench.Certificate(0, kind);
            using var without = maker.Sign(printed, photo: null);
            using var with = maker.Sign(printed, photo);
            report.Add($"{kind}, without a photo", without.Pdf.Length / 1024.0, "KB");
            report.Add($"{kind}, with a photo of {photo.Jpeg.Length / 1024} KB", with.Pdf.Length / 1024.0, "KB");
            report.Add($"{kind}, what all files of the style share", styles.Of(kind).Composer.Skeleton.Length / 1024.0, "KB");
        }

        await report.EndAsync(cancellationToken);
    }
}
