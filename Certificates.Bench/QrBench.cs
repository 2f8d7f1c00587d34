using System.Globalization;
using System.Security.Cryptography;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Style.Art;
using Certificates.Core.Style.Qr;
using Microsoft.Extensions.DependencyInjection;
using QRCoder;
using Spectre.Console;

namespace Certificates.Bench;

/// <summary>The symbols of true tokens by our encoder and by QRCoder: module for module the same, and the time of each, one after the other.</summary>
internal static class QrBench
{
    private const int Runs = 3;
    private const int QuietZone = 4;

    public static async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        var signer = folder.Services.GetRequiredService<QrTokenSigner>();
        var texts = Enumerable.Range(0, count).Select(i => signer.Sign(Claims(i)).Address).ToList();
        var same = texts.Count(text => AreSame(QrEncoder.Encode(text), text));
        var own = Figures.Seconds(Runs, () => texts.ForEach(text => QrEncoder.Encode(text)));
        var other = Figures.Seconds(Runs, () => texts.ForEach(text => Generate(text).Dispose()));
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{same} of {count} tokens: the same modules; ours {own / count * 1e6:0} µs a symbol, QRCoder's {other / count * 1e6:0} µs, {other / own:0.0} times as long"));
    }

    private static QrClaims Claims(int i)
    {
        var serial = RandomNumberGenerator.GetInt32(1, 9_999_999);
        var number = CertificateNumber.Create(CertificateKind.Grade, "0001", "11", "04", "01", 26, Grade.Senior, serial);
        return new QrClaims(number, 1, SampleFile.Fields(i)[1], new DateOnly(2026, 11, 23));
    }

    private static QRCodeData Generate(string text) => QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);

    private static bool AreSame(QrModules modules, string text)
    {
        using var data = Generate(text);
        var matrix = data.ModuleMatrix;
        return matrix.Count == modules.Size + (2 * QuietZone) && Enumerable.Range(0, modules.Size).All(row =>
            Enumerable.Range(0, modules.Size).All(column => matrix[row + QuietZone][column + QuietZone] == modules[row, column]));
    }
}
