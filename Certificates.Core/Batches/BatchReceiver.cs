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
internal sealed class BatchReceiver(
    BatchStore batches,
    RegisterJudge register,
    CatalogueReader catalogue,
    IGlyphCoverage glyphs,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
    SpoolFolder spools,
    RegisterClock registerClock,
    TimeProvider clock)
{
    /// <summary>Receives a file for good, or says why it is refused as a whole; then nothing of it is kept.</summary>
    public async Task<Result<(BatchRecord Batch, bool IsReplay)>> ReceiveAsync(Submission submission, CancellationToken cancellationToken)
    {
        var institutionId = InstitutionOf(submission);
        if (submission.IdempotencyKey is { } key
            && await batches.FindByIdempotencyKeyAsync(institutionId, key, cancellationToken) is { } earlier)
        {
            return Replay(earlier, submission);
        }

        var read = await JudgeAsync(submission, cancellationToken);
        if (!read.TryGet(out var judged, out var refusals))
        {
            return refusals;
        }

        using (judged)
        {
            var rejected = new Dictionary<string, int>(StringComparer.Ordinal);
            var rows = RejectedRows.Watch(judged.Rows(), rejected);
            var stored = await batches.InsertAsync(judged.Batch, judged.Photos(), rows, cancellationToken);
            if (stored.Id != judged.Batch.Id)
            {
                return Replay(stored, submission);
            }

            RejectedRows.Count(rejected);
            return (stored, false);
        }
    }

    /// <summary>Judges a file without keeping anything. Dispose the answer.</summary>
    /// <exception cref="ClockWrongException">The clock must not be believed: an outage.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The judged batch owns the photos.")]
    public async Task<Result<JudgedBatch>> JudgeAsync(Submission submission, CancellationToken cancellationToken)
    {
        // A day that is wrong would reject rows as being of the future, and refuse whole files.
        await registerClock.RequireAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var lists = await catalogue.ReadAsync(cancellationToken);
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
        var judge = new RowJudge(form, lists, institution.Code, ChinaTime.DayOf(now), glyphs, photos);
        var judged = new JudgedBatch(batch, form, identity, photos, spools.Path);
        try
        {
            var fault = await judged.FillAsync(
                ResultsFile.ReadAsync(form, submission.Results, cancellationToken), judge, register, cancellationToken);
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

    private static Result<(BatchRecord, bool)> Replay(BatchRecord earlier, Submission submission) =>
        earlier.ContentHash.AsSpan().SequenceEqual(submission.Results.Hash.Span)
            ? (earlier, true)
            : new Refusal(RefusalCode.IdempotencyConflict, "Idempotency-Key");

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
