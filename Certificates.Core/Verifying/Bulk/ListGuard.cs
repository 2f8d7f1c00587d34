using Certificates.Core.Privacy;
using Certificates.Core.Verifying.Guarding;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>
/// Answers the rows of a list, each guarded as a single question is: what is refused there is <see cref="VerdictKind.Unavailable"/> here.
/// </summary>
/// <param name="guard">Counts misses.</param>
/// <param name="answers">Answers many at once.</param>
/// <param name="holders">What ID numbers are looked up by.</param>
/// <param name="asker">Whose list it is.</param>
/// <param name="day">What the key's lists of the day come to; null for a list without a key.</param>
internal sealed class ListGuard(Guard guard, BulkAnswers answers, HolderKeys holders, Asker asker, KeyDay? day)
{
    private const string TooManyMisses = "too_many_misses";
    private const string ThirdFactRequired = "third_fact_required";

    /// <summary>True once the key's lists of the day missed too often: the rest is not looked up.</summary>
    public bool IsStopped => day?.IsStopped == true;

    /// <summary>The verdicts of each question, in order; each question has two of the three.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Verdict>>> AnswerAsync(
        IReadOnlyList<Question> questions, CancellationToken cancellationToken)
    {
        List<Row> rows = [.. questions.Select(question => new Row(question))];
        if (day is not null)
        {
            await day.OpenAsync(cancellationToken);
        }

        if (IsStopped)
        {
            return [.. rows.Select(_ => Row.Withheld(TooManyMisses))];
        }

        if (await guard.IsAnyUsedUpAsync(cancellationToken))
        {
            await AdmitAsync(rows, cancellationToken);
        }

        await AskAsync(rows, cancellationToken);
        if (rows.Exists(row => row.IsMiss))
        {
            await CountAsync([.. rows.Where(row => row.IsAsked)], cancellationToken);
        }

        if (day is not null)
        {
            await StopAsync(day, rows, cancellationToken);
        }

        return Told(rows);
    }

    /// <summary>Says which rows are looked up at all, and which without their ID number.</summary>
    private async Task AdmitAsync(List<Row> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (WatchOf(row) is not { } watch)
            {
                continue;
            }

            row.Stance = await guard.StanceAsync(watch, cancellationToken);
            if (row.Stance == Stance.WithoutIdNumber)
            {
                row.LeaveOutIdNumber();
                row.Stance = await guard.StanceAsync(WatchOf(row)!, cancellationToken);
            }
        }
    }

    private async Task AskAsync(List<Row> rows, CancellationToken cancellationToken)
    {
        var asked = rows.Where(row => row.IsAsked).ToList();
        var verdicts = asked.Count == 0 ? [] : await answers.OfAsync([.. asked.Select(row => row.Question)], cancellationToken);
        foreach (var (row, answer) in asked.Zip(verdicts))
        {
            row.Verdicts = answer;
        }
    }

    private async Task CountAsync(List<Row> asked, CancellationToken cancellationToken)
    {
        var watched = asked.Select(row => (Row: row, Watch: WatchOf(row))).Where(pair => pair.Watch is not null).ToList();
        var stances = await guard.CountAsync([.. watched.Select(pair => (pair.Watch!, pair.Row.IsMiss))], cancellationToken);
        foreach (var ((row, _), stance) in watched.Zip(stances))
        {
            // An ID number that was compared before its way closed within the same hundreds: nothing is said of the row.
            row.Stance = stance == Stance.WithoutIdNumber ? Stance.Refused : stance;
        }
    }

    private static async Task StopAsync(KeyDay day, List<Row> rows, CancellationToken cancellationToken)
    {
        // An ID number that nobody can have tells a guesser nothing: such rows count neither as misses nor among the right ones.
        var answered = rows.Where(row => row.IsKnown && !row.IsMistyped).ToList();
        var told = await day.CountAsync([.. answered.Select(row => row.IsMiss)], cancellationToken);
        foreach (var row in answered.Skip(told))
        {
            row.Stance = Stance.Refused;
        }
    }

    private static List<IReadOnlyList<Verdict>> Told(List<Row> rows)
    {
        if (rows.Exists(row => !row.IsAsked))
        {
            Telemetry.LimitHit(LimitKind.ListMisses);
        }

        return [.. rows.Select(row => row.Stance switch
        {
            Stance.Refused => Row.Withheld(TooManyMisses),
            Stance.AskedForThird => Row.Withheld(ThirdFactRequired),
            _ => row.Verdicts,
        })];
    }

    private Watch? WatchOf(Row row) => row.Watch ??= Clues.Read(row.Question, holders).TryGet(out var clues, out _)
        ? guard.Of(asker, clues, row.HasThree)
        : null;

    /// <summary>A row on its way to an answer.</summary>
    private sealed class Row(Question question)
    {
        public bool HasThree { get; } = question.HasThree;

        public Question Question { get; private set; } = question;

        public Watch? Watch { get; set; }

        public Stance Stance { get; set; }

        public IReadOnlyList<Verdict> Verdicts
        {
            get;
            set => field = Question.HasIdNumber || !HasThree
                ? value
                : [.. value.Select(verdict => verdict with { IsIdNumberWithheld = true })];
        }

        = [];

        public bool IsAsked => Stance == Stance.Answered;

        /// <summary>A mistyped number, or one of another scheme, was not looked up and tells nothing.</summary>
        public bool IsMiss => Verdicts is [{ Kind: VerdictKind.NotFound, OtherScheme: null, Reasons: [] }];

        public bool IsMistyped => IsMiss && EntryHints.Of(Question).Any(hint => hint.Field == "idNumber");

        public bool IsKnown => Verdicts is [{ Kind: not VerdictKind.Unavailable }, ..];

        public void LeaveOutIdNumber() => (Question, Watch) = (Question with { IdNumber = null }, null);

        public static IReadOnlyList<Verdict> Withheld(string reason) => [Judgement.Unavailable(null) with { Reasons = [reason] }];
    }
}
