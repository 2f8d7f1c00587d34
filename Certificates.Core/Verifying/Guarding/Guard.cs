using System.Runtime.InteropServices;

namespace Certificates.Core.Verifying.Guarding;

/// <summary>
/// Ends guessing, whichever way it is asked: one question, a row of a list, a number that a file claims. What is used up is refused
/// for right and wrong alike, so that guessing tells nothing; others are not touched.
/// </summary>
internal sealed class Guard(Counts counts, GuardLimits limits)
{
    /// <summary>True when anything at all is used up; while nothing is, a right answer needs no further look.</summary>
    public ValueTask<bool> IsAnyUsedUpAsync(CancellationToken cancellationToken) => counts.IsAnyUsedUpAsync(cancellationToken);

    /// <summary>What counts for a question of somebody's.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="clues">What the question knows.</param>
    /// <param name="hasThree">True when all three facts were given, whether or not the clues hold them all.</param>
    public Watch Of(Asker asker, Clues clues, bool hasThree) =>
        Of(asker, clues.AnyNumber, clues.NameKey, clues.Holder is { } holder ? Convert.ToHexString(holder.AsPermit) : null, hasThree);

    /// <summary>What counts for a number that a file claims; the file itself is more than three facts.</summary>
    public Watch OfFile(Asker asker, string number) => Of(asker, number, null, null, hasThree: true);

    /// <summary>What is known to stand against a question before it is counted.</summary>
    public async ValueTask<Stance> StanceAsync(Watch watch, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var counter in watch.All)
        {
            known[counter.Key] = await counts.CountAsync(counter, cancellationToken);
        }

        return StanceOf(watch, known);
    }

    /// <summary>
    /// Counts misses, and says of all questions of a group in order which are answered: none from where a count was reached on, or a
    /// volley of simultaneous guesses would learn more than the limit.
    /// </summary>
    public async Task<IReadOnlyList<Stance>> CountAsync(
        IReadOnlyList<(Watch Watch, bool IsMiss)> asked, CancellationToken cancellationToken)
    {
        var misses = asked.Where(one => one.IsMiss).SelectMany(one => one.Watch.All).ToList();
        var running = new Dictionary<string, long>(
            await counts.AddAsync(misses, cancellationToken), StringComparer.Ordinal);
        foreach (var counter in misses)
        {
            running[counter.Key]--;
        }

        foreach (var counter in asked.SelectMany(one => one.Watch.All).Where(counter => !running.ContainsKey(counter.Key)))
        {
            running[counter.Key] = await counts.CountAsync(counter, cancellationToken);
        }

        return [.. asked.Select(one => Next(one.Watch, one.IsMiss, running))];
    }

    /// <summary>How long who is refused must wait.</summary>
    public TimeSpan Wait(Watch watch) => watch.Refusing.Length == 0 ? TimeSpan.Zero : watch.Refusing.Max(counts.Left);

    private static Stance Next(Watch watch, bool isMiss, Dictionary<string, long> running)
    {
        var stance = StanceOf(watch, running);
        foreach (var counter in isMiss ? watch.All : [])
        {
            CollectionsMarshal.GetValueRefOrAddDefault(running, counter.Key, out _)++;
        }

        return stance;
    }

    private static Stance StanceOf(Watch watch, Dictionary<string, long> count)
    {
        bool IsUsedUp(Counter counter) => count[counter.Key] >= counter.Limit.Allowed;
        return Array.Exists(watch.Refusing, IsUsedUp) ? Stance.Refused
            : watch.IdNumbers is { } idNumbers && IsUsedUp(idNumbers)
                ? watch.HasThree ? Stance.WithoutIdNumber : Stance.AskedForThird
            : !watch.HasThree && !watch.IsOfKey && Array.Exists(watch.OfAllAskers, IsUsedUp) ? Stance.AskedForThird
            : Stance.Answered;
    }

    private Watch Of(Asker asker, string? number, string? nameKey, string? idKey, bool hasThree)
    {
        string?[] subjects = [number is null ? null : $"number {number}", nameKey is null ? null : $"name {nameKey}",
            idKey is null ? null : $"id {idKey}"];
        Counter[] refusing = asker.KeyId is { } keyId
            ? number is null ? [] : [counts.Of(limits.OfKeyAndNumber, $"{keyId} {number}")]
            : [
                .. subjects.OfType<string>().Select(subject => counts.Of(limits.OfBlock, $"{asker.Block} {subject}")),
                counts.Of(limits.OfWideBlock, asker.Wide.ToString()),
            ];
        return new Watch(
            refusing,
            [.. new[] { subjects[0], subjects[2] }.OfType<string>().Select(subject => counts.Of(limits.OfAllAskers, subject))],
            number is null || idKey is null ? null : counts.Of(limits.OfIdNumbers, number),
            hasThree,
            asker.KeyId is not null);
    }
}

/// <summary>The counters a question is under, each of which a miss counts for.</summary>
/// <param name="Refusing">Those of the asker: once one is used up, nothing is told.</param>
/// <param name="OfAllAskers">Those of everybody: once one is used up, the third fact is asked for.</param>
/// <param name="IdNumbers">That of wrong ID numbers beside the number; null when not both were given.</param>
/// <param name="HasThree">True when all three facts were given.</param>
/// <param name="IsOfKey">True when somebody asks who is known by a key.</param>
internal sealed record Watch(Counter[] Refusing, Counter[] OfAllAskers, Counter? IdNumbers, bool HasThree, bool IsOfKey)
{
    /// <summary>All of them.</summary>
    public IEnumerable<Counter> All => [.. Refusing, .. OfAllAskers, .. IdNumbers is null ? Array.Empty<Counter>() : [IdNumbers]];
}

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
