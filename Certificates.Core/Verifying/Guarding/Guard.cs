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
        Of(asker, clues.Number?.Value, clues.NameKey, clues.Holder is { } holder ? Convert.ToHexString(holder.AsPermit) : null, hasThree);

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
