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
        var withoutPhoto = Rate(count, i => Make(making, i, null));
        var photo = SamplePhoto.Make();
        var withPhoto = Rate(count, i => Make(making, i, photo));
        var ecdsa = BareEcdsa(count);
        var table = new Table().AddColumns("what", "per second, all cores", "share of bare ECDSA P-256 signing");
        table.AddRow("compose, sign, check, encrypt", $"{withoutPhoto:0}", $"{withoutPhoto / ecdsa:0.000}");
        table.AddRow($"the same with a photo of {photo.Jpeg.Length / 1024} KB", $"{withPhoto:0}", $"{withPhoto / ecdsa:0.000}");
        table.AddRow("bare ECDSA P-256", $"{ecdsa:0}", "1");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            $"PDF without photo {Make(making, 1, null).Length / 1024.0:0.0} KB, with photo {Make(making, 1, photo).Length / 1024.0:0.0} KB");
    }

    private static double Rate(int count, Action<int> make) =>
        count / Figures.Seconds(Runs, () => Parallel.For(0, count, make));

    private static double BareEcdsa(int count)
    {
        using var keys = new ThreadLocal<ECDsa>(() => ECDsa.Create(ECCurve.NamedCurves.nistP256), trackAllValues: true);
        var hash = new byte[SHA256.HashSizeInBytes];
        var rate = Rate(count * 20, _ => keys.Value!.SignHash(hash));
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }

        return rate;
    }

    private static SignedFile Make((CertificateMaker Maker, OwnWorkCheck Check) making, int i, Photo? photo)
    {
        var certificate = Certificate(i);
        using var signed = making.Maker.Sign(certificate, photo);
        return making.Maker.Keep(making.Check.Require(signed, certificate), i);
    }

    private static Certificate Certificate(int i)
    {
        var fields = SampleFile.Fields(i);
        _ = PersonName.TryParse(fields[1], out var name, out _);
        _ = IdDocument.TryParse(IdType.ResidentId, fields[3], out var document, out _);
        var number = CertificateNumber.Create(CertificateKind.Grade, "0001", "11", "04", "01", 26, Grade.Senior, i + 1);
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
            LicenceIdentifier = LicenceIdentifier.Create("11100000000013338W901", "52990000MJ0000001W", number.Value, 1).Value,
        };
    }
}
