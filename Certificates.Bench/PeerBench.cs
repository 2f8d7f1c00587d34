using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Certificates.Bench;

/// <summary>
/// From POST to the last durable row beside what others run: a page of HTML, printed by Chromium, signed by a library. The peer only makes
/// its files; ours are numbered, checked and stored as well.
/// </summary>
internal static class PeerBench
{
    private const int Rows = 20_000;

    public static async Task RunAsync(int pages, CancellationToken cancellationToken)
    {
        var report = new Report("peer", $"{Rows} certificates from POST to durable, beside {pages} by HTML, Chromium and a signing library.");
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        var before = await PeerAsync(folder, pages / 2, cancellationToken);
        await using var api = await ServiceProcess.StartAsync("Certificates.Api", folder, folder.Secret, cancellationToken);
        await IssueBench.SendAsync(api.Client, SampleFile.Csv(200, withPhotos: false, from: Rows), null, cancellationToken);
        var ours = await IssueBench.SendAsync(api.Client, SampleFile.Csv(Rows, withPhotos: false), null, cancellationToken);
        var after = await PeerAsync(folder, pages - (pages / 2), cancellationToken);
        report.MeasureBy("HTML, Chromium, signing library", pages / (before.Seconds + after.Seconds));
        report.AddRate("certificates from POST to durable", Rows / ours.TotalSeconds);
        report.Add("bytes of the peer's file", after.Bytes, "B");
        await report.EndAsync(cancellationToken);
    }

    private static async Task<(double Seconds, int Bytes)> PeerAsync(BenchFolder folder, int pages, CancellationToken cancellationToken)
    {
        var peer = Path.Combine(AppContext.BaseDirectory, "Peer");
        if (!Directory.Exists(Path.Combine(peer, "node_modules")))
        {
            await RunAsync("npm", ["ci", "--prefix", peer, "--ignore-scripts", "--no-fund", "--no-audit"], cancellationToken);
        }

        var key = Path.Combine(folder.Path, "peer.p12");
        await File.WriteAllBytesAsync(key, Key(), cancellationToken);
        var said = await RunAsync(
            "node",
            [Path.Combine(peer, "peer.mjs"), pages.ToString(CultureInfo.InvariantCulture), Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), key, "/usr/bin/chromium"],
            cancellationToken);
        using var json = JsonDocument.Parse(said);
        return (json.RootElement.GetProperty("seconds").GetDouble(), json.RootElement.GetProperty("bytes").GetInt32());
    }

    /// <summary>RSA, for the library knows no other.</summary>
    private static byte[] Key()
    {
        using var rsa = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=Peer", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        return certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pkcs12TripleDesSha1, "");
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said}");
    }
}
