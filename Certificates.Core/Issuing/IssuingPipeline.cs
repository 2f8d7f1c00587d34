using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Register.Making;

namespace Certificates.Core.Issuing;

/// <summary>
/// The way of a row to its certificate, in eight steps; <c>docs/how-it-works.md</c> has the same list. A crash anywhere leaves rows that
/// the next run finishes with the same numbers: none lost, none doubled, none unsigned.
/// </summary>
internal sealed class IssuingPipeline(
    Claiming claiming,
    RowPreparation preparation,
    Numbering numbering,
    GroupMaking making,
    CertificateMaker maker,
    OwnWorkCheck check,
    Completion completion,
    BatchSignals signals) : IDisposable
{
    // Numbers are given in the order of the file, so one group is reserved at a time; composing and signing run side by side.
    private readonly SemaphoreSlim _reserving = new(1, 1);

    /// <summary>Brings the next group of rows to their certificates; false when no row was due.</summary>
    public async Task<bool> RunGroupAsync(CancellationToken cancellationToken)
    {
        ClaimedRows? claimed = null;
        try
        {
            if (await ReserveAsync(rows => claimed = rows, cancellationToken) is not { } group)
            {
                return false;
            }

            await FinishAsync(group, cancellationToken);
            return true;
        }
        catch (Exception stop) when (stop is OperationCanceledException or ClockWrongException && claimed is not null)
        {
            await claiming.GiveBackAsync(claimed);
            throw;
        }
    }

    public void Dispose() => _reserving.Dispose();

    /// <summary>The next rows with their numbers; null when none was due.</summary>
    private async Task<ReservedGroup?> ReserveAsync(Action<ClaimedRows> held, CancellationToken cancellationToken)
    {
        await _reserving.WaitAsync(cancellationToken);
        try
        {
            // 1. receive: BatchReceiver judged and stored every row before the 202; what is due is found here.
            // 2. claim rows with a lease; those of a process that died are taken over with the numbers they have
            var claimed = await claiming.ClaimAsync(cancellationToken);
            if (claimed.IsEmpty)
            {
                return null;
            }

            held(claimed);

            // 3. build each certificate with the institution's right on the assessment date, lint it; a refusal costs no number
            var prepared = await preparation.PrepareAsync(claimed, cancellationToken);

            // 4. reserve number and row in one transaction: the intent is on record before anything is signed
            return await numbering.ReserveAsync(claimed, prepared, cancellationToken);
        }
        finally
        {
            _reserving.Release();
        }
    }

    private async Task FinishAsync(ReservedGroup group, CancellationToken cancellationToken)
    {
        var made = await making.EachAsync(group, maker.AtOnce, async (reserved, photo) =>
        {
            // 5. compose the PDF, sign it, sign the QR token
            using var signed = await maker.SignAsync(reserved.Certificate, photo, style: null, cancellationToken);

            // 6. check our own work with the public keys
            return maker.Keep(check.Require(signed, reserved.Certificate), reserved.DocumentId);
        }, cancellationToken);

        // 7. complete: certificate, PDF, event with its log leaf and row outcome in one transaction
        await completion.CompleteAsync(group, made, cancellationToken);

        // 8. tell who listens: this process at once, others through the register
        signals.Changed.Set();
    }
}
