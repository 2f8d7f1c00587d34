using System.Security.Cryptography;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Certificates.Bench;

/// <summary>Composing, signing and checking one certificate after the other on every core, beside bare ECDSA in the same run.</summary>
internal static class ComposeBench
{
    private const int Runs = 5;

    public static async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        var making = (folder.Services.GetRequiredService<CertificateMaker>(), folder.Services.GetRequiredService<OwnWorkCheck>());
        var photo = SamplePhoto.Make();
        Certificate[] certificates = [.. Enumerable.Range(0, count).Select(i => Certificate(i))];
        Parallel.For(0, 3 * count, i => Make(making, certificates[i % count], photo)); // until the runtime has made its fastest code of it
        var withoutPhoto = Times(count, i => Make(making, certificates[i], null));
        var withPhoto = Times(count, i => Make(making, certificates[i], photo));
        var ecdsa = BareEcdsa(count);
        var table = new Table().AddColumns(
            "what", "per second, all cores", "share of bare ECDSA P-256 signing", "µs of processor time each", "share of it");
        Row("compose, sign, check, encrypt", withoutPhoto);
        Row($"the same with a photo of {photo.Jpeg.Length / 1024} KB", withPhoto);
        Row("bare ECDSA P-256", ecdsa);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            $"PDF without photo {Make(making, certificates[0], null).Length / 1024.0:0.0} KB, with photo {Make(making, certificates[0], photo).Length / 1024.0:0.0} KB");

        void Row(string what, (double Rate, double Processor) of) => table.AddRow(
            what, $"{of.Rate:0}", $"{of.Rate / ecdsa.Rate:0.000}", $"{of.Processor * 1e6:0.0}", $"{ecdsa.Processor / of.Processor:0.000}");
    }

    /// <summary>
    /// How many a second, and the seconds of processor time that each takes, which other work on the machine changes less.
    /// </summary>
    private static (double Rate, double Processor) Times(int count, Action<int> make)
    {
        var processor = new List<double>(Runs + 1);
        var seconds = Figures.Seconds(Runs, () =>
        {
            var before = Environment.CpuUsage.TotalTime;
            Parallel.For(0, count, make);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds / count);
        });
        return (count / seconds, Figures.Median([.. processor]));
    }

    private static (double Rate, double Processor) BareEcdsa(int count)
    {
        using var keys = new ThreadLocal<ECDsa>(() => ECDsa.Create(ECCurve.NamedCurves.nistP256), trackAllValues: true);
        var hash = new byte[SHA256.HashSizeInBytes];
        var times = Times(count * 20, _ => keys.Value!.SignHash(hash));
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }

        return times;
    }

    private static SignedFile Make((CertificateMaker Maker, OwnWorkCheck Check) making, Certificate certificate, Photo? photo)
    {
        using var signed = making.Maker.Sign(certificate, photo);
        return making.Maker.Keep(making.Check.Require(signed, certificate), documentId: 1);
    }

    /// <summary>What one of them prints.</summary>
    public static Certificate Certificate(int i, CertificateKind kind = CertificateKind.Grade)
    {
        var fields = SampleFile.Fields(i);
        _ = PersonName.TryParse(fields[1], out var name, out _);
        _ = IdDocument.TryParse(IdType.ResidentId, fields[3], out var document, out _);
        var number = CertificateNumber.Create(kind, "0001", "11", "04", "01", 26, Grade.Senior, i + 1);
        return new Certificate
        {
            Number = number,
            Version = 1,
            Holder = new Holder(name!, document!),
            OccupationCode = "2-02-38-04",
            Occupation = new BilingualName("云计算工程技术人员", "Cloud Computing Engineer"),
            Direction = "云计算运维",
            Grade = Grade.Senior,
            Institution = new BilingualName("示范数字技术评价中心", "Demonstration Centre for Digital Technology Assessment"),
            AssessedOn = new DateOnly(2026, 5, 18),
            IssuedOn = new DateOnly(2026, 11, 23),
            LicenceIdentifier = LicenceIdentifier.Create(LicenceIdentifier.DemonstrationType, "52990000MJ0000001W", number.Value, 1).Value,
        };
    }
}
