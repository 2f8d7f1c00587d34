using System.Diagnostics;
using System.Diagnostics.Metrics;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Sealing;
using Certificates.Core.Signing;

namespace Certificates.Core.Issuing;

/// <summary>Step 7: puts a group's certificates in force, all in one transaction.</summary>
internal sealed class Completion(
    IssuingStore store, ClaimCodes claimCodes, ClaimHashes claimHashes, HolderKeys holders, Seals seals, TimeProvider clock)
{
    /// <summary>When a row that could not be made is tried again.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>Completes what was made, and gives back the rows that wait.</summary>
    public async Task CompleteAsync(ReservedGroup group, MadeGroup made, CancellationToken cancellationToken)
    {
        if (group.Reserved.Count == 0)
        {
            return;
        }

        using var trace = IssuingMeasures.Trace("commit group", made.Done.Count);
        var done = made.Done.ConvertAll(each => Complete(each.Reserved, each.File));
        var written = await store.WriteIdempotentAsync(
            async write =>
            {
                var own = await store.CompleteAsync(write, group.Owner, done, cancellationToken);
                await IssuingStore.ReleaseRowsAsync(write, group.Owner, group.Deferred, until: null, cancellationToken);
                await IssuingStore.ReleaseRowsAsync(write, group.Owner, made.Failed, clock.GetUtcNow() + LongestWait, cancellationToken);
                return own;
            },
            cancellationToken);
        IssuingMeasures.Committed(written.Select(completed => completed.Reserved.Certificate.Number.Kind));
    }

    private Completed Complete(Reserved reserved, SignedFile file)
    {
        var number = reserved.Certificate.Number;
        var claimHash = claimHashes.Of(number, claimCodes.Code(number, generation: 1));
        return new Completed(
            reserved,
            file,
            claimHash,
            Seal(reserved, file, claimHash),
            LifeEvent.Of(reserved.Subject, CertificateEvents.Issued, file.At, reserved.Actors, file.FileHash));
    }

    /// <summary>Over what was signed, not over what was reserved: a row that was changed in between has a broken seal.</summary>
    private byte[] Seal(Reserved reserved, SignedFile file, byte[] claimHash)
    {
        var printed = reserved.Certificate;
        var certificate = new SealedCertificate
        {
            Id = reserved.CertificateId,
            Number = printed.Number.Value,
            Kind = printed.Number.Kind,
            Origin = CertificateOrigin.Issued,
            InstitutionCode = printed.Number.InstitutionCode,
            Grade = printed.Grade,
            AssessedOn = printed.AssessedOn,
            IssuedOn = printed.IssuedOn,
            Status = CertificateStatus.Valid,
            StatusChangedAt = file.At,
            CurrentVersion = printed.Version,
            ClaimHash = claimHash,
            ClaimGeneration = 1,
            Events = 1,
        };
        return seals.Of(
            certificate, SealedVersion.Of(printed, holders.Of(printed.Holder.Document), reserved.PhotoHash, file, file.At));
    }
}

/// <summary>A certificate whose PDF is signed and checked, and all that the register keeps of it.</summary>
/// <param name="Reserved">The certificate.</param>
/// <param name="File">Its file.</param>
/// <param name="ClaimHash">The hash of its pick-up code.</param>
/// <param name="Seal">The seal of the certificate as it will stand.</param>
/// <param name="Event">Its issue; the file's hash is in the leaf.</param>
internal sealed record Completed(Reserved Reserved, SignedFile File, byte[] ClaimHash, byte[] Seal, LifeEvent Event);

/// <summary>A row that ended, with a new certificate or without.</summary>
/// <param name="Row">The row.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reasons">JSON of the reasons, or null.</param>
internal sealed record EndedRow(RowId Row, RowOutcome Outcome, string? Reasons);

/// <summary>What the pipeline tells of itself.</summary>
internal static class IssuingMeasures
{
    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 5, 20, 50, 100, 200, 300, 500, 1000] };

    private static readonly Counter<long> Issued =
        Telemetry.Meter.CreateCounter<long>("certificates.issued", "{certificate}", "Certificates put in force.");

    private static readonly Histogram<int> CommitSize =
        Telemetry.Meter.CreateHistogram("certificates.commit.size", "{certificate}", "Certificates that shared a commit.", tags: null,
            Sizes);

    /// <summary>Traces a step that is about some certificates; null when nobody listens.</summary>
    public static Activity? Trace(string step, int certificates) =>
        Telemetry.Activities.StartActivity(step)?.SetTag(Telemetry.Certificates, certificates);

    /// <summary>Counts the certificates of a commit.</summary>
    public static void Committed(IEnumerable<CertificateKind> kinds)
    {
        if (!Issued.Enabled && !CommitSize.Enabled)
        {
            return;
        }

        var size = 0;
        foreach (var (kind, count) in kinds.CountBy(kind => kind))
        {
            size += count;
            Issued.Add(count, Telemetry.Tag("kind", kind.Code()));
        }

        if (size > 0)
        {
            CommitSize.Record(size);
        }
    }
}
