using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>Answers many questions out of two statements: what takes a look-up each costs a list of 100,000 rows a minute.</summary>
internal sealed class BulkAnswers(CertificateReader certificates, RegisterReading register, HolderKeys holders)
{
    /// <summary>Most questions a call.</summary>
    public const int MaxQuestions = 500;

    /// <summary>The verdicts of each question, in order; each question has two of the three.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Verdict>>> OfAsync(IReadOnlyList<Question> questions, CancellationToken cancellationToken)
    {
        var clues = questions.Select(question => Clues.Read(question, holders)).ToList();
        var known = clues.Select(read => read.TryGet(out var clue, out _) ? clue : null).OfType<Clues>().ToList();
        var read = await register.TryAsync(token => FoundAsync(known, token), cancellationToken);
        return [.. questions.Select((question, i) => Of(question, clues[i], read))];
    }

    private static List<Verdict> Of(Question question, Result<Clues> read, Reading<Found> register)
    {
        if (!read.TryGet(out var clues, out var refusals))
        {
            return [Judgement.Elsewhere(question.Number, register.AsOf)
                ?? Judgement.NotFound(null, register.AsOf) with { Reasons = [refusals.First.Code.Code] }];
        }

        if (register.Value is not { } found)
        {
            return [Judgement.Unavailable(clues.Asked)];
        }

        var (verdicts, given) = (new List<Verdict>(1), question.Given());
        foreach (var versions in found.Of(clues))
        {
            if (Judgement.Of(versions, clues.Fit, register.AsOf, given) is { } verdict)
            {
                verdicts.Add(verdict.Kind == VerdictKind.Unavailable ? verdict with { Asked = clues.Asked } : verdict);
            }
        }

        var notFound = Judgement.NotFound(clues.Asked, register.AsOf);
        if (clues.Printed is not null)
        {
            return SharedNumber.Settle(verdicts, question, notFound).TryGet(out var meant, out refusals)
                ? [meant]
                : [Judgement.Unavailable(clues.Asked) with { Reasons = [refusals.First.Code.Code], AsOf = register.AsOf }];
        }

        verdicts = verdicts.Count > 0 ? verdicts : [notFound];
        return clues.ReadAs is { } readAs ? verdicts.ConvertAll(verdict => verdict with { ReadAs = readAs }) : verdicts;
    }

    private async Task<Found> FoundAsync(IReadOnlyList<Clues> clues, CancellationToken cancellationToken)
    {
        var numbers = clues.Select(clue => clue.Number?.Value).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var printed = clues.Select(clue => clue.Printed?.Key).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var keys = clues.Where(clue => clue.AnyNumber is null).SelectMany(clue => new[] { clue.Holder!.AsTyped, clue.Holder.AsPermit })
            .DistinctBy(Convert.ToHexString, StringComparer.Ordinal).ToList();
        return new Found(
            numbers.Count == 0 ? [] : await certificates.ByNumbersAsync(numbers, cancellationToken),
            printed.Count == 0 ? [] : await certificates.ByPrintedKeysAsync(printed, cancellationToken),
            keys.Count == 0 ? [] : await certificates.ByHoldersAsync(keys, cancellationToken));
    }

    /// <summary>What the register has of some numbers, printed numbers and holders.</summary>
    private sealed class Found(
        IReadOnlyList<VersionRecord> byNumber, IReadOnlyList<VersionRecord> byPrinted, IReadOnlyList<VersionRecord> byHolder)
    {
        private readonly ILookup<string, IGrouping<long, VersionRecord>> _byPrinted = byPrinted
            .GroupBy(version => version.CertificateId).ToLookup(versions => versions.First().PrintedKey!, StringComparer.Ordinal);

        private readonly ILookup<string, VersionRecord> _byNumber = byNumber.ToLookup(version => version.Number, StringComparer.Ordinal);

        private readonly Dictionary<string, List<IGrouping<long, VersionRecord>>> _byHolder = byHolder
            .GroupBy(version => version.CertificateId)
            .SelectMany(versions => versions.Select(version => Convert.ToHexString(version.HolderKey)).Distinct(StringComparer.Ordinal)
                .Select(key => (key, versions)))
            .GroupBy(pair => pair.key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.versions).ToList(), StringComparer.Ordinal);

        /// <summary>The certificates a question may be about, each with all its versions.</summary>
        public IEnumerable<IEnumerable<VersionRecord>> Of(Clues clues) => clues.Number is { } number
            ? [_byNumber[number.Value]]
            : clues.Printed is { } printed
            ? _byPrinted[printed.Key]
            : Of(clues.Holder!.AsTyped).Concat(Of(clues.Holder.AsPermit)).DistinctBy(versions => versions.Key);

        private List<IGrouping<long, VersionRecord>> Of(byte[] key) => _byHolder.GetValueOrDefault(Convert.ToHexString(key)) ?? [];
    }
}
