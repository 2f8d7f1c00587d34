using System.Globalization;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Register.StatusLists;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Offline;
using Certificates.Web.Hosting;

namespace Certificates.Verify.Offline;

/// <summary><c>check</c>: judges a token or a PDF without a network, by published keys and the status list in a folder.</summary>
internal static class CheckCommand
{
    private const string Usage = """
        check <token|address|file.pdf> [--from <url>] [--data <folder>]
          <token…>  what the QR code of a certificate says, or the certificate as a PDF
          --from    fetches keys, catalogue and status list from this site first, such as https://verify.example.cn
          --data    where they are kept. By default certificates-check
        Ends with 0 when the certificate is genuine and in force by the list, 1 when it is not or nobody can say, 2 when asked wrongly.
        """;

    private const int LongestFile = 5 * 1024 * 1024;

    /// <summary>Checks, and tells what was found in sentences.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (!TryRead(args, out var what, out var site, out var folder))
        {
            await Console.Error.WriteLineAsync(Usage);
            return ExitCode.Usage;
        }

        return await ExitCode.OfAsync(
            () => CheckAsync(what!, site, new OfflineData(folder)),
            fault => fault is HttpRequestException or TaskCanceledException
                ? $"The site could not be reached ({fault.Message}): without --from, what was fetched last counts."
                : fault is InvalidDataException or IOException or UnauthorizedAccessException ? fault.Message : null);
    }

    private static async Task<int> CheckAsync(string what, Uri? site, OfflineData data)
    {
        if (site is not null)
        {
            await data.FetchAsync(site, CancellationToken.None);
        }

        using var keys = data.Keys();
        var list = data.List(keys);
        var check = new OfflineCheck(keys, list);
        var verdict = File.Exists(what) ? check.CheckFile(Bytes(what)) : check.CheckToken(what);
        await Console.Out.WriteLineAsync(Words(verdict.Finding));
        if (verdict is { Number: { } number })
        {
            await Console.Out.WriteLineAsync(Facts(verdict, number, data.Catalogue()));
        }

        await Console.Out.WriteLineAsync(Age(list));
        return verdict.Finding == OfflineFinding.InForce ? ExitCode.Success : ExitCode.Failure;
    }

    private static byte[] Bytes(string file) => new FileInfo(file).Length <= LongestFile
        ? File.ReadAllBytes(file)
        : throw new InvalidDataException($"'{file}' is longer than 5 MB: no certificate is.");

    private static string Words(OfflineFinding finding) => finding switch
    {
        OfflineFinding.InForce => "Genuine, and in force when the status list was signed. Compare name and number with the paper.",
        OfflineFinding.Ended => "Genuine, but no longer in force: revoked, suspended, cancelled or superseded. Ask the site which.",
        OfflineFinding.NoList => "Genuine. Whether it was revoked since cannot be said: there is no status list.",
        OfflineFinding.Forged => "Forged: none of the published keys signed it.",
        OfflineFinding.Doubted =>
            "Cannot be said without the network: others came to hold the key that signed it, and can date one back. Ask the site.",
        OfflineFinding.Altered => "Changed after it was signed: do not accept it.",
        OfflineFinding.Unreadable =>
            "Not a certificate of this system, or its code is incomplete. Those of before this system have no such code: ask the site.",
    };

    private static string Facts(OfflineVerdict verdict, CertificateNumber number, CatalogueLists? lists) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        name         {verdict.Name}
        number       {number.Grouped}
        kind         {number.Kind.Chinese()}
        occupation   {lists?.Occupations.LastOrDefault(each => each.Number == number.OccupationNumber)?.Name ?? number.OccupationNumber}
        grade        {number.Grade.Chinese()}
        institution  {lists?.Institutions.FirstOrDefault(each => each.Code == number.InstitutionCode)?.Name ?? number.InstitutionCode}
        issued on    {verdict.IssuedOn:yyyy-MM-dd}, version {verdict.Version}
        """);

    private static string Age(StatusList? list) => list is null
        ? "No status list that one of the keys signed."
        : string.Create(CultureInfo.InvariantCulture, $"The status list was signed at {list.SignedAt:u}: what ended later is not on it.");

    private static bool TryRead(string[] args, out string? what, out Uri? site, out string folder)
    {
        (what, site, folder) = (null, null, "certificates-check");
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--from" when i + 1 < args.Length && Uri.TryCreate(args[i + 1].TrimEnd('/') + "/", UriKind.Absolute, out site)
                    && (site.Scheme == Uri.UriSchemeHttps || site.Scheme == Uri.UriSchemeHttp):
                case "--data" when i + 1 < args.Length && (folder = args[i + 1]).Length > 0:
                    i++;
                    break;
                case var given when what is null && !given.StartsWith("--", StringComparison.Ordinal):
                    what = given;
                    break;
                default:
                    return false;
            }
        }

        return what is not null;
    }
}
