using System.Net;
using System.Runtime.InteropServices;
using Certificates.Core.Access;
using Certificates.Core.Privacy;

namespace Certificates.Core.Verifying.Guarding;

/// <summary>The verifier as the public may ask it: misses are counted, and guessing ends.</summary>
public sealed class GuardedVerifier
{
    private readonly Verifier _verifier;
    private readonly Guard _guard;
    private readonly HolderKeys _holders;

    internal GuardedVerifier(Verifier verifier, Guard guard, HolderKeys holders) =>
        (_verifier, _guard, _holders) = (verifier, guard, holders);

    /// <summary>
    /// Answers as <see cref="Verifier.AskAsync"/>; or refuses, right and wrong alike: <c>rate_limited</c>, or <c>third_fact_required</c>.
    /// </summary>
    /// <param name="question">What was typed.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="cancellationToken">Ends the reading; stops before a miss is counted.</param>
    public async Task<Guarded> AskAsync(Question question, Asker asker, CancellationToken cancellationToken)
    {
        var asked = await _verifier.AskAsync(question, cancellationToken);
        if (asked.TryGet(out var answer, out var refusals)
            ? answer is { Kind: VerdictKind.Unavailable } or { Single.OtherScheme: not null }
            : refusals.First.Code != RefusalCode.InstitutionRequired)
        {
            return new Guarded(asked, null);
        }

        var isMiss = answer?.Kind == VerdictKind.NotFound;
        return isMiss || await _guard.IsAnyUsedUpAsync(cancellationToken)
            ? await WeighAsync(question, asker, asked, isMiss, cancellationToken)
            : new Guarded(asked, null);
    }

    /// <summary>
    /// Answers by a printed QR code as <see cref="Verifier.ByTokenAsync(string, CancellationToken)"/>, and by the holder's ID number
    /// beside it: one that is not the holder's is not found. After too many wrong ones of a day the verdict stays, without it.
    /// </summary>
    /// <param name="token">What stands behind <c>/Q/</c>.</param>
    /// <param name="idNumber">What was typed; blank is none.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="cancellationToken">Ends the reading; stops before a miss is counted.</param>
    public async Task<Guarded> ByTokenAsync(string token, string? idNumber, Asker asker, CancellationToken cancellationToken)
    {
        var plain = await _verifier.ByTokenAsync(token, cancellationToken);
        if (!plain.TryGet(out var verdict, out var refusals) || verdict.Certificate is not { } certificate
            || string.IsNullOrWhiteSpace(idNumber))
        {
            return new Guarded(refusals is null ? Answer.Of(verdict!) : refusals, null);
        }

        var question = new Question(certificate.Number, null, idNumber);
        var watch = WatchOf(question, asker, hasThree: true);
        var asked = await _verifier.ByTokenAsync(token, _holders.OfTyped(idNumber), cancellationToken);
        var isMiss = asked.TryGet(out var judged, out refusals) && judged.Kind == VerdictKind.NotFound;
        var stance = await _guard.StanceAsync(watch, cancellationToken);
        if (stance == Stance.Answered && isMiss)
        {
            stance = (await _guard.CountAsync([(watch, true)], cancellationToken))[0];
        }

        return stance switch
        {
            Stance.Answered => new Guarded(judged is null ? refusals! : Answer.Of(judged), null),
            Stance.Refused => Refused(watch),
            _ => new Guarded(Answer.Of(verdict with { IsIdNumberWithheld = true }), null),
        };
    }

    private async Task<Guarded> WeighAsync(
        Question question, Asker asker, Result<Answer> asked, bool isMiss, CancellationToken cancellationToken)
    {
        var watch = WatchOf(question, asker, question.HasThree);
        var stance = await _guard.StanceAsync(watch, cancellationToken);
        if (stance == Stance.Answered && isMiss)
        {
            stance = (await _guard.CountAsync([(watch, true)], cancellationToken))[0];
        }

        return stance switch
        {
            Stance.Answered => new Guarded(asked, null),
            Stance.WithoutIdNumber => await WithoutIdNumberAsync(question, asker, cancellationToken),
            Stance.Refused => Refused(watch),
            Stance.AskedForThird => new Guarded(ThirdOf(question), null),
        };
    }

    /// <summary>
    /// The question as if no ID number had been typed: neither the answer nor what is counted may depend on it. That it was not compared
    /// is said.
    /// </summary>
    private async Task<Guarded> WithoutIdNumberAsync(Question question, Asker asker, CancellationToken cancellationToken)
    {
        var known = question with { IdNumber = null };
        var asked = await _verifier.AskAsync(known, cancellationToken);
        if (!asked.TryGet(out var answer, out _) || answer.Single is not { } verdict)
        {
            return new Guarded(asked, null);
        }

        var told = Answer.Of(verdict with { IsIdNumberWithheld = true });
        if (verdict.Kind != VerdictKind.NotFound)
        {
            return new Guarded(told, null);
        }

        var watch = WatchOf(known, asker, hasThree: true);
        return (await _guard.CountAsync([(watch, true)], cancellationToken))[0] == Stance.Refused
            ? Refused(watch)
            : new Guarded(told, null);
    }

    private Watch WatchOf(Question question, Asker asker, bool hasThree) =>
        Clues.Read(question, _holders).TryGet(out var clues, out var refusals)
            ? _guard.Of(asker, clues, hasThree)
            : throw new InvalidOperationException($"A question that was answered is refused: {refusals.First.Code}.");

    private Guarded Refused(Watch watch)
    {
        Telemetry.LimitHit(LimitKind.Misses);
        return new Guarded(
            new Refusal(RefusalCode.RateLimited, null,
                "Too many wrong answers from this address. Try again later.",
                "该地址查错次数过多，请稍后再试。"),
            _guard.Wait(watch));
    }

    private static Refusal ThirdOf(Question question)
    {
        Telemetry.LimitHit(LimitKind.ThirdFact);
        return new Refusal(
            RefusalCode.ThirdFactRequired, !question.HasNumber ? "number" : !question.HasName ? "name" : "idNumber");
    }
}

/// <summary>An answer as far as it is told.</summary>
/// <param name="Result">The answer, or why there is none.</param>
/// <param name="Wait">How long to wait before asking again, where that is why.</param>
public readonly record struct Guarded(Result<Answer> Result, TimeSpan? Wait);

/// <summary>Who asks, as far as misses are counted by it: an address, or a key wherever it is used.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Asker
{
    private Asker(AddressBlock block, AddressBlock wide, long? keyId) => (Block, Wide, KeyId) = (block, wide, keyId);

    internal AddressBlock Block { get; }

    internal AddressBlock Wide { get; }

    internal long? KeyId { get; }

    /// <summary>Whoever asks from an address.</summary>
    public static Asker At(IPAddress? address) => new(AddressBlock.Of(address), AddressBlock.WideOf(address), null);

    /// <summary>Whoever asks with a key.</summary>
    public static Asker With(ApiKey key) => new(default, default, key.Id);
}
