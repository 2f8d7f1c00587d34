using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Files;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;

namespace Certificates.Core.Lifecycle;

/// <summary>
/// Makes version n+1 of a number. That it shall be made is on record before anything is signed (the change request), and the
/// version, its file, its events and the decision are written in one transaction: whoever is second gets nothing.
/// </summary>
internal sealed class Corrections(
    LifecycleStore lifecycle,
    CorrectionStore store,
    CertificateReader certificates,
    Production production,
    ChangeEvents events,
    DataCipher identity)
{
    /// <summary>Makes it and decides its request.</summary>
    /// <param name="prepared">The correction as things stand.</param>
    /// <param name="ground">Why.</param>
    /// <param name="requestedBy">The key that asked for it.</param>
    /// <param name="decision">The approval.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>The version made; or <c>request_decided</c>, <c>move_not_allowed</c>, <c>certificate_exists</c>, and then nothing is kept.</returns>
    public async Task<Result<ChangeResult>> MakeAsync(
        PreparedCorrection prepared, ChangeGround ground, long requestedBy, DecisionRecord decision, CancellationToken cancellationToken)
    {
        var photo = prepared.NewPhoto ?? await FormerPhotoAsync(prepared.Current, cancellationToken);
        var file = production.Make(prepared.Next, photo, await store.TakeDocumentIdAsync(cancellationToken));
        var keys = (requestedBy, decision.DecidedBy == requestedBy ? default(long?) : decision.DecidedBy);
        var corrected = Record(prepared, file);
        var (id, number, version) = (prepared.Current.CertificateId, prepared.Next.Number, (long)prepared.Next.Version);
        LifeEvent[] made =
        [
            events.Of(number, id, version, ChangeKind.Correction, ground, keys, file.At), ChangeEvents.Issued(number, id, version, file, keys),
        ];
        return await lifecycle.WriteAsync<ChangeResult>(
            async write =>
            {
                if (!await ChangeRequestStore.DecideAsync(write, decision, cancellationToken))
                {
                    return ChangeRefusals.RequestDecided;
                }

                return await store.CompleteAsync(write, corrected, file, made, cancellationToken)
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

    private CorrectedRecord Record(PreparedCorrection prepared, SignedFileRecord file)
    {
        var (current, next) = (prepared.Current, prepared.Next);
        var idNumber = Encoding.UTF8.GetBytes(next.Holder.Document.Number);
        var photo = prepared.NewPhoto is { } sent ? Stored(sent) : null;
        return new CorrectedRecord
        {
            CertificateId = current.CertificateId,
            Certificate = next,
            HolderKey = prepared.HolderKey,
            IdNumberCipher = identity.Encrypt(idNumber, Places.IdNumber(current.CertificateId, next.Version)),
            KeyId = identity.KeyId,
            PhotoHash = photo?.Hash ?? current.PhotoHash,
            NewPhoto = photo,
            StyleId = file.StyleId,
            DocumentId = file.Id,
            PdfKeyId = file.PdfKeyId,
            QrKeyId = file.QrKeyId,
            At = file.At,
        };
    }

    private PhotoRecord Stored(Photo photo)
    {
        var hash = CorrectionPreparation.HashOf(photo);
        return new PhotoRecord(hash, identity.Encrypt(photo.Jpeg.Span, Places.Photo(hash)), identity.KeyId);
    }
}
