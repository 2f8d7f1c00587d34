namespace Certificates.Core.Verifying.Guarding;

/// <summary>
/// How much of what is borne in which window. A limit that refuses counts the asker alone, so that nobody can use it against somebody
/// else; the two that count all askers refuse nobody who gives all three facts, a genuine token or the PDF.
/// </summary>
public sealed class GuardLimits
{
    /// <summary>Misses a day on one number or one ID number, whoever asks; then the third fact is asked for.</summary>
    public const int MissesOfAllAskersPerDay = 200;

    /// <summary>Wrong ID numbers a day beside one certificate's number; then ID numbers are not compared with it that day.</summary>
    public const int WrongIdNumbersPerDay = 10;

    /// <summary>Misses a day and key on one number of a list.</summary>
    public const int ListMissesPerNumberAndDay = 20;

    /// <summary>Misses a day that every key may have in its lists.</summary>
    public const int ListMissesPerDay = 500;

    /// <summary>Misses among a hundred rows of a day's lists, where that is more.</summary>
    public const int ListMissesPerHundred = 20;

    /// <summary>Failed sign-ins an hour and address block with one number.</summary>
    public const int SignInsPerHour = 20;

    /// <summary>Share codes that opened nothing, an hour and address block.</summary>
    public const int ShareCodesPerHour = 30;

    private const int LeastInAll = 100;
    private const int SubjectsInAll = 5;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    internal GuardLimits(GuardOptions options)
    {
        OfBlock = new("block", options.MissesPerHour, Hour);
        OfWideBlock = new("wide block", MissesPerHourInAll(options), Hour);
    }

    /// <summary>Wrong answers an hour and address block (IPv4 /24, IPv6 /48) about anything.</summary>
    public static int MissesPerHourInAll(GuardOptions options) => Math.Max(LeastInAll, SubjectsInAll * options.MissesPerHour);

    internal Limit OfBlock { get; }

    internal Limit OfWideBlock { get; }

    internal Limit OfAllAskers { get; } = new("all askers", MissesOfAllAskersPerDay, Day);

    internal Limit OfIdNumbers { get; } = new("id numbers", WrongIdNumbersPerDay, Day);

    internal Limit OfKeyAndNumber { get; } = new("key", ListMissesPerNumberAndDay, Day);

    internal Limit OfSignIns { get; } = new("sign-in", SignInsPerHour, Hour);

    internal Limit OfShareCodes { get; } = new("share code", ShareCodesPerHour, Hour);

    /// <summary>The smallest count that uses anything up in windows of this length.</summary>
    internal int Least(TimeSpan window) => All.Where(limit => limit.Window == window).Min(limit => limit.Allowed);

    private Limit[] All => [OfBlock, OfWideBlock, OfAllAskers, OfIdNumbers, OfKeyAndNumber, OfSignIns, OfShareCodes];
}

/// <summary>What a window bears.</summary>
/// <param name="Name">Keeps its counts apart from others'.</param>
/// <param name="Allowed">How many.</param>
/// <param name="Window">An hour, or a day in China.</param>
internal sealed record Limit(string Name, int Allowed, TimeSpan Window);
