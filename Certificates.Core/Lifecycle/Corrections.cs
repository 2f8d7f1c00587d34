using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;
using Certificates.Core.Register.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Lifecycle;

/// <summary>
/// Makes version n+1 of a number. That it shall be made is on record before anything is signed (the change request), and the
/// version, its file, its events and the decision are written in one transaction: whoever is second gets nothing. It prints in the style
/// of the version it corrects: a style of today never says what was decided in the days of another.
/// </summary>
internal sealed class Corrections(
    LifecycleStore lifecycle,
    CorrectionStore store,
    CertificateReader certificates,
    StyleBook styles,
    CertificateMaker maker,
    OwnWorkCheck check,
    ChangeEvents events,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity)
{
    /// <summary>Makes it and decides its request.</summary>
    /// <param name="prepared">The correction as things stand.</param>
    /// <param name="ground">Why.</param>
    /// <param name="requestedBy">The key that asked for it.</param>
    /// <param name="decision">The approval.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>The version made; or <c>request_decided</c>, <c>move_not_allowed</c>, <c>certificate_exists</c>, and then nothing is
    /// kept.</returns>
    public async Task<Result<ChangeResult>> MakeAsync(
        PreparedCorrection prepared, ChangeGround ground, long requestedBy, DecisionRecord decision, CancellationToken cancellationToken)
    {
        var photo = prepared.NewPhoto ?? await FormerPhotoAsync(prepared.Current, cancellationToken);
        var documentId = await store.TakeDocumentIdAsync(cancellationToken);
        var style = await styles.OfFileAsync(prepared.Current.DocumentId!.Value, cancellationToken);
        using var signed = await maker.SignAsync(prepared.Next, photo, style, cancellationToken);
        var file = maker.Keep(check.Require(signed, prepared.Next), documentId);
        var keys = (requestedBy, decision.DecidedBy == requestedBy ? default(long?) : decision.DecidedBy);
        var newPhoto = prepared.NewPhoto is { } sent ? Stored(sent) : null;
        var corrected = NewVersion.Of(prepared.Current.CertificateId, prepared.Next, prepared.HolderKey, identity, file.At) with
        {
            PhotoHash = newPhoto?.Hash ?? prepared.Current.PhotoHash,
            File = file,
            CompletedAt = file.At,
        };
        LifeEvent[] made =
        [
            events.Of(corrected.Subject, ChangeKind.Correction, ground, keys, file.At),
            LifeEvent.Of(corrected.Subject, CertificateEvents.Issued, file.At, keys, file.FileHash),
        ];
        return await lifecycle.WriteAsync<ChangeResult>(
            async write =>
            {
                if (!await ChangeRequestStore.DecideAsync(write, decision, cancellationToken))
                {
                    return ChangeRefusals.RequestDecided;
                }

                return await store.CompleteAsync(write, corrected, newPhoto, made, cancellationToken)
                    ? new ChangeResult(1, [])
                    : ChangeRefusals.ChangedMeanwhile;
            },
            cancellationToken);
    }

    private async Task<Photo?> FormerPhotoAsync(VersionRecord current, CancellationToken cancellationToken)
    {
        if (current.PhotoHash is not { } hash)
        {
            return null;
        }

        var stored = await certificates.PhotosAsync([hash], cancellationToken);
        return stored is [var record]
            ? StoredPhoto.Of(record, identity)
            : throw new InvalidOperationException("A version names a photo that the register does not hold.");
    }

    private PhotoRecord Stored(Photo photo)
    {
        var hash = CorrectionPreparation.HashOf(photo);
        return new PhotoRecord(hash, identity.Encrypt(photo.File.Span, Places.Photo(hash)), identity.KeyId);
    }
}

/// <summary>The next version of a number.</summary>
internal sealed class CorrectionStore(Database database, SealStore seals)
{
    // Status and version as they were when the correction was prepared: a change that came first leaves nothing to update.
    private const string UpdateCertificate = """
        UPDATE Certificate
        SET HolderKey = @HolderKey, PassportNameKey = @PassportNameKey, CurrentVersion = @Version, RowVersion = RowVersion + 1
        WHERE Id = @CertificateId AND CurrentVersion = @Version - 1 AND Status IN (1, 2)
        """;

    /// <summary>The id the next version's file will have.</summary>
    public Task<long> TakeDocumentIdAsync(CancellationToken cancellationToken) => database.WriteAsync(
        write => write.ScalarAsync<long>(database.Dialect.TakeIds, new { name = Ansi.Of("Document", 60), count = 1 }, cancellationToken),
            cancellationToken);

    /// <summary>
    /// Stores a version with its file and its events, and puts it in force; false when another change came first, or the certificate is not
    /// as it was sealed.
    /// </summary>
    /// <param name="write">The write of whoever decides it.</param>
    /// <param name="corrected">The next version, with its file.</param>
    /// <param name="newPhoto">Its photo, when that is new.</param>
    /// <param name="events">What happened.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<bool> CompleteAsync(
        WriteTransaction write, NewVersion corrected, PhotoRecord? newPhoto, IEnumerable<LifeEvent> events,
            CancellationToken cancellationToken)
    {
        var holder = corrected.Certificate.Holder;
        var inForce = new
        {
            corrected.CertificateId,
            corrected.HolderKey,
            holder.PassportNameKey,
            Version = (long)corrected.Certificate.Version
        };
        long[] id = [corrected.CertificateId];
        if ((await seals.LockAsync(write, id, cancellationToken)).Count == 0
            || await write.ExecuteAsync(UpdateCertificate, inForce, cancellationToken) == 0)
        {
            return false;
        }

        write.Changed.Add(corrected.CertificateId);
        if (newPhoto is not null)
        {
            await PhotoRecord.KeepAsync(write, newPhoto, cancellationToken);
        }

        var dialect = database.Dialect;
        await SignedFile.InsertAsync(dialect, write, [corrected.File!], cancellationToken);
        await dialect.InsertAsync(write.Transaction, NewVersion.Columns, [corrected], cancellationToken);
        await EventLog.AppendAsync(dialect, write, [.. events], cancellationToken);
        await seals.SealAsync(write, id, cancellationToken);
        return true;
    }
}
