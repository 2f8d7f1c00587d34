using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Issuing;

/// <summary>
/// Enters certificates issued before this system: number, day and holder as they stand in the institution's records, in force at once.
/// There is no PDF, no QR code and no pick-up code; the event proves which file it came in.
/// </summary>
internal sealed class EarlierImport(IssuingStore store, DataCipher identity, IssuingOptions options, TimeProvider clock)
{
    /// <summary>Enters rows that nothing speaks against; their outcomes and events come in the same write.</summary>
    /// <returns>The first certificate id that was not used; 0 when there was nothing to enter.</returns>
    public async Task<long> EnterAsync(WriteTransaction write, string owner, IReadOnlyList<ClearRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        var at = clock.GetUtcNow();
        var id = await store.TakeIdsAsync(write, "Certificate", rows.Count, cancellationToken);
        await store.ImportAsync(write, owner, [.. rows.Select((row, i) => Record(row, id + i, at))], cancellationToken);
        return id + rows.Count;
    }

    private ImportedRecord Record(ClearRow row, long certificateId, DateTimeOffset at)
    {
        var (draft, batch) = (row.Prepared.Draft, row.Row.Batch);
        var certificate = row.Prepared.RedeemEarlier(options.LicenceType);
        var leaf = new EventLeaf(
            certificate.Number, certificate.Version, CertificateEvents.Imported, at, batch.ReceivedBy, batch.DecidedBy, null, null, batch.ContentHash);
        return new ImportedRecord
        {
            CertificateId = certificateId,
            Certificate = certificate,
            Kind = draft.Kind,
            Institution = (draft.Institution.Id, draft.Institution.ProvinceCode),
            OccupationNumber = draft.Occupation.Number,
            DirectionNumber = draft.Direction?.Number ?? "00",
            HolderKey = row.HolderKey,
            IdNumberCipher = identity.Encrypt(
                Encoding.UTF8.GetBytes(certificate.Holder.Document.Number), Places.IdNumber(certificateId, certificate.Version)),
            KeyId = identity.KeyId,
            BatchId = row.Row.Row.BatchId,
            Row = row.Row.Row.Row,
            ActorKeyId = batch.ReceivedBy,
            SecondKeyId = batch.DecidedBy,
            EvidenceHash = batch.ContentHash,
            At = at,
            Salt = RandomNumberGenerator.GetBytes(EventLeaf.SaltLength),
            Leaf = leaf.Hash(),
        };
    }
}
