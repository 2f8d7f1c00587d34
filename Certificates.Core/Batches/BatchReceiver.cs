using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Catalogue;
using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Clock;
using Certificates.Core.Style;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Batches;

/// <summary>Step 1: judges every row of a file, then stores the file's SHA-256, its rows and their outcomes in one transaction.</summary>
public sealed class BatchReceiver
{
    private const int DryRunItems = 10_000;
    private readonly BatchStore _batches;
    private readonly RegisterJudge _register;
    private readonly CatalogueReader _catalogue;
    private readonly IGlyphCoverage _glyphs;
    private readonly DataCipher _identity;
    private readonly SpoolFolder _spools;
    private readonly ReadingTurns _turns;
    private readonly BatchSignals _signals;
    private readonly RegisterClock _registerClock;
    private readonly TimeProvider _clock;

    internal BatchReceiver(
        BatchStore batches,
        RegisterJudge register,
        CatalogueReader catalogue,
        IGlyphCoverage glyphs,
        [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
        SpoolFolder spools,
        ReadingTurns turns,
        BatchSignals signals,
        RegisterClock registerClock,
        TimeProvider clock) =>
        (_batches, _register, _catalogue, _glyphs, _identity, _spools, _turns, _signals, _registerClock, _clock) =
        (batches, register, catalogue, glyphs, identity, spools, turns, signals, registerClock, clock);

    /// <summary>Takes a results file in: every row is judged and stored before this returns.</summary>
    /// <returns>The batch; or <c>idempotency_conflict</c>, or why the file is refused as a whole, and then nothing is kept.</returns>
    public async Task<Result<Reception>> ReceiveAsync(Submission submission, CancellationToken cancellationToken)
    {
        var institutionId = InstitutionOf(submission);
        if (submission.IdempotencyKey is { } key
            && await _batches.FindByIdempotencyKeyAsync(institutionId, key, cancellationToken) is { } earlier)
        {
            return await ReplayAsync(earlier, submission, cancellationToken);
        }

        if (!(await JudgeAsync(submission, cancellationToken)).TryGet(out var judged, out var refusals))
        {
            return refusals;
        }

        using (judged)
        {
            var stored = await _batches.InsertAsync(judged.Batch, judged.Photos(), judged.Rows(), cancellationToken);
            if (stored.Id != judged.Batch.Id)
            {
                return await ReplayAsync(stored, submission, cancellationToken);
            }

            RowReasons.CountRejected(judged.Rejected);
            _signals.Due.Set();
            var batch = await SummaryAsync(stored, cancellationToken);
            return new Reception(batch with { Photos = judged.PhotoReport }, IsReplay: false);
        }
    }

    /// <summary>Judges a results file and keeps nothing.</summary>
    public async Task<Result<DryRun>> TryAsync(Submission submission, CancellationToken cancellationToken)
    {
        if (!(await JudgeAsync(submission, cancellationToken)).TryGet(out var judged, out var refusals))
        {
            return refusals;
        }

        using (judged)
        {
            var counts = new long[Enum.GetValues<RowOutcome>().Length];
            var items = new List<BatchRow>();
            var others = 0;
            foreach (var row in judged.Rows())
            {
                counts[(int)row.Outcome]++;
                if (row.Outcome != RowOutcome.Pending && ++others <= DryRunItems)
                {
                    items.Add(new BatchRow(judged.Sent(row), row.Outcome, RowReasons.Read(row.Reasons), null, null));
                }
            }

            return new DryRun(BatchCounts.Of(outcome => counts[(int)outcome]), items, others > DryRunItems)
            {
                Reading = judged.Reading,
                Photos = judged.PhotoReport,
            };
        }
    }

    /// <summary>Judges a file. Dispose the answer.</summary>
    /// <exception cref="ClockWrongException">The clock must not be believed: an outage.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The judged batch owns the photos.")]
    internal async Task<Result<JudgedBatch>> JudgeAsync(Submission submission, CancellationToken cancellationToken)
    {
        using var turn = await _turns.TakeAsync(cancellationToken);

        // A day that is wrong would reject rows as being of the future, and refuse whole files.
        await _registerClock.RequireAsync(cancellationToken);
        var now = _clock.GetUtcNow();
        var lists = await _catalogue.ReadAsync(cancellationToken);
        var sender = lists.FindInstitution(submission.Sender.InstitutionCode!, ChinaTime.DayOf(now));
        if (!MaySend(sender).TryGet(out var institution, out var refusals))
        {
            return refusals;
        }

        PhotoArchive? photos = null;
        if (submission.Photos is { } zip && !PhotoArchive.Open(zip).TryGet(out photos, out refusals))
        {
            return refusals;
        }

        var batch = Record(submission, institution, now);
        var form = batch.Form;
        var judge = new RowJudge(form, lists, institution.Code, ChinaTime.DayOf(now), _glyphs, photos);
        var judged = new JudgedBatch(batch, form, _identity, photos, _spools.Path);
        try
        {
            var file = new ResultsFile(form, submission.Results, submission.Sheet);
            var fault = await judged.FillAsync(file, judge, _register, cancellationToken);
            if (fault is null)
            {
                return judged;
            }

            judged.Dispose();
            return fault;
        }
        catch
        {
            judged.Dispose();
            throw;
        }
    }

    private static Result<Institution> MaySend(Institution? institution) => institution switch
    {
        null => new Refusal(
            RefusalCode.InstitutionNotAuthorised,
            null,
            "The institution is not in the directory today: ask the authority.",
            "机构今日不在机构名录内，请联系主管部门。"),
        { State: InstitutionState.Frozen } => new Refusal(
            RefusalCode.InstitutionNotAuthorised,
            null,
            $"The institution has been frozen since {institution.ValidFrom:yyyy-MM-dd}: no results are taken until the authority lifts it. "
                + "Nothing of this file was kept; send it again then.",
            $"机构自 {institution.ValidFrom:yyyy-MM-dd} 起被冻结，解除前不接收成绩；本文件未予保存，请在解除后重新上传。"),
        _ => institution,
    };

    private static long InstitutionOf(Submission submission) => submission.Sender.InstitutionId
        ?? throw new ArgumentException("Only a key of an institution sends results.", nameof(submission));

    private async Task<Result<Reception>> ReplayAsync(BatchRecord earlier, Submission submission, CancellationToken cancellationToken)
    {
        if (!earlier.ContentHash.AsSpan().SequenceEqual(submission.Results.Hash.Span))
        {
            return new Refusal(RefusalCode.IdempotencyConflict, "Idempotency-Key");
        }

        _signals.Due.Set();
        return new Reception(await SummaryAsync(earlier, cancellationToken), IsReplay: true);
    }

    private async Task<BatchSummary> SummaryAsync(BatchRecord batch, CancellationToken cancellationToken) =>
        BatchSummary.Of(batch, await _batches.CountsAsync(batch, cancellationToken), _identity);

    private static BatchRecord Record(Submission submission, Institution institution, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now).ToString(),
        Kind = submission.Kind,
        InstitutionId = institution.Id,
        InstitutionCode = institution.Code,
        IdempotencyKey = submission.IdempotencyKey,
        ContentHash = submission.Results.Hash.ToArray(),
        FileName = submission.FileName.Length > 200 ? submission.FileName[..200] : submission.FileName,
        ReceivedAt = now,
        ReceivedBy = submission.Sender.Id,
        Origin = submission.Origin,
        Status = IsDecided(submission, institution) ? BatchStatus.AwaitingApproval : BatchStatus.Issuing,
        PublicUntil = IsDecided(submission, institution) ? null : PublicityPeriod.EndOf(now, institution.PublicityDays),
    };

    /// <summary>Earlier certificates were signed by nobody here: the authority always decides over them.</summary>
    private static bool IsDecided(Submission submission, Institution institution) =>
        institution.NeedsApproval || submission.Origin == CertificateOrigin.Imported;
}
