using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing;

namespace Certificates.Core.Issuing;

/// <summary>Step 7: puts a group's certificates in force, all in one transaction.</summary>
internal sealed class Completion(IssuingStore store, ClaimCodes claimCodes, ClaimHashes claimHashes, TimeProvider clock)
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
        return new Completed(
            reserved,
            file,
            claimHashes.Of(number, claimCodes.Code(number, generation: 1)),
            LifeEvent.Of(reserved.Subject, CertificateEvents.Issued, file.At, reserved.Actors, file.FileHash));
    }
}
