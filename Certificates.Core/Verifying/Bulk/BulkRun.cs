using System.Runtime.CompilerServices;
using Certificates.Core.Files;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>One check of one list. Rows are answered some hundred at a time, as they are asked for; what was read is let go.</summary>
public sealed class BulkRun
{
    private readonly SentList _list;
    private readonly ListGuard _guard;
    private readonly KeyDay? _day;
    private readonly CheckRuns _runs;
    private readonly SpoolFolder _spools;
    private CheckRunRecord _record;

    internal BulkRun(
        SentList list, int rows, ListGuard guard, KeyDay? day, CheckRuns runs, CheckRunRecord record, SpoolFolder spools) =>
        (_list, Rows, _guard, _day, _runs, _record, _spools) = (list, rows, guard, day, runs, record, spools);

    /// <summary>The form of the list, and of what <see cref="OpenWritingAsync"/> writes.</summary>
    public FileForm Form => _list.Form;

    /// <summary>Rows in the list.</summary>
    public int Rows { get; }

    /// <summary>Rows answered so far.</summary>
    public int Done { get; private set; }

    /// <summary>True once too many rows of the key's lists of the day were not found: the rest was not looked up.</summary>
    public bool IsStopped => _guard.IsStopped;

    /// <summary>Answers every row in order, once. The run goes into the audit trail however it ends.</summary>
    public async IAsyncEnumerable<BulkResult> ResultsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var waiting = new List<ListRow>(BulkAnswers.MaxQuestions);
        try
        {
            await foreach (var read in _list.RowsAsync(cancellationToken))
            {
                // the list was read through before: what is refused now was changed meanwhile
                waiting.Add(read.TryGet(out var row, out var refusals)
                    ? row
                    : throw new IOException($"The list changed while it was checked: {refusals.First.Code}."));
                if (waiting.Count == BulkAnswers.MaxQuestions)
                {
                    foreach (var result in await AnswerAsync(waiting, cancellationToken))
                    {
                        yield return result;
                    }

                    waiting.Clear();
                }
            }

            foreach (var result in await AnswerAsync(waiting, cancellationToken))
            {
                yield return result;
            }
        }
        finally
        {
            await _runs.InsertAsync(_record, CancellationToken.None);
            if (_day is not null)
            {
                await _day.CloseAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>Begins to write the list with its answers, in the dress it came in.</summary>
    /// <exception cref="InvalidOperationException">The list is JSON, whose answers are whose contract it is to write.</exception>
    public Task<ListWriting> OpenWritingAsync(CancellationToken cancellationToken) =>
        ListWriting.OpenAsync(_list, ResultsAsync(cancellationToken), _spools, cancellationToken);

    private async Task<IReadOnlyList<BulkResult>> AnswerAsync(List<ListRow> rows, CancellationToken cancellationToken)
    {
        var complete = rows.Where(row => row.IsAsked).Select(row => row.Question).ToList();
        var answers = complete.Count == 0 ? [] : await _guard.AnswerAsync(complete, cancellationToken);
        using var next = answers.GetEnumerator();
        return [.. rows.Select(row => Result(row, next))];
    }

    private BulkResult Result(ListRow row, IEnumerator<IReadOnlyList<Verdict>> answers)
    {
        var missing = row.Spoilt.Count > 0 || row.Question.HasTwo ? [] : Missing(row.Question);
        IReadOnlyList<Verdict> verdicts = row.IsAsked && answers.MoveNext() ? answers.Current : [];
        Done++;
        Count(verdicts);
        if (verdicts is [var first, ..])
        {
            LookUps.Count(LookUpChannel.List, verdicts.Any(verdict => verdict.Kind == VerdictKind.Valid) ? VerdictKind.Valid : first.Kind);
        }

        return new BulkResult(Done, _list.Fields(row.Cells), row.Reference, missing, row.Spoilt, verdicts)
        {
            SheetRow = row.SheetRow,
            Hints = verdicts is [{ Kind: VerdictKind.NotFound, OtherScheme: null }] ? EntryHints.Of(row.Question) : [],
        };
    }

    private static string[] Missing(Question question) =>
    [
        .. question.HasNumber ? Array.Empty<string>() : ["number"],
        .. question.HasName ? Array.Empty<string>() : ["name"],
        .. question.HasIdNumber ? Array.Empty<string>() : ["idNumber"],
    ];

    private void Count(IReadOnlyList<Verdict> verdicts) => _record = verdicts switch
    {
        [] => _record with { Incomplete = _record.Incomplete + 1 },
        _ when verdicts.Any(verdict => verdict.Kind == VerdictKind.Valid) => _record with { Valid = _record.Valid + 1 },
        [{ Kind: VerdictKind.NotFound }, ..] => _record with { NotFound = _record.NotFound + 1 },
        [{ Kind: VerdictKind.Unavailable }, ..] => _record with { Unavailable = _record.Unavailable + 1 },
        _ => _record with { NotValid = _record.NotValid + 1 },
    };
}
