using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Issuing;

/// <summary>
/// Enters certificates issued before this system: number, day and holder as they stand in the institution's records, in force at once.
/// There is no PDF, no QR code and no pick-up code; the event proves which file it came in.
/// </summary>
internal sealed class EarlierImport(
    IssuingStore store,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
    Seals seals,
    LicenceType licenceType,
    TimeProvider clock)
{
    /// <summary>Enters rows that nothing speaks against; their outcomes and events come in the same write.</summary>
    /// <returns>The first certificate id that was not used.</returns>
    public async Task<long> EnterAsync(WriteTransaction write, string owner, IReadOnlyList<ClearRow> rows,
        CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var id = await store.TakeIdsAsync(write, "Certificate", rows.Count, cancellationToken);
        await store.ImportAsync(write, owner, [.. rows.Select((row, i) => New(row, id + i, at))], cancellationToken);
        return id + rows.Count;
    }

    private (NewCertificate Certificate, LifeEvent Event) New(ClearRow row, long certificateId, DateTimeOffset at)
    {
        var (draft, batch) = (row.Certificate.Draft, row.Prepared.Batch);
        var certificate = row.Certificate.RedeemEarlier(licenceType.Code, row.EarlierNumber!);
        var first = NewVersion.Of(certificateId, certificate, row.HolderKey, identity, at) with { Row = row.Id, CompletedAt = at };
        var entered = new NewCertificate
        {
            First = first,
            Kind = draft.Kind,
            InstitutionId = draft.Institution.Id,
            ProvinceCode = draft.Institution.ProvinceCode,
            OccupationNumber = draft.Occupation.Number,
            DirectionNumber = draft.Direction?.Number ?? "00",
            Status = CertificateStatus.Valid,
            StatusChangedAt = ChinaTime.StartOf(certificate.IssuedOn),
            ClaimGeneration = 0,
            Origin = CertificateOrigin.Imported,
            Printed = draft.Earlier!.Number,
        };
        entered = entered with { Seal = Seal(entered, batch.InstitutionCode) };
        return (entered, LifeEvent.Of(first.Subject, CertificateEvents.Imported, at, batch.Actors, batch.ContentHash));
    }

    private byte[] Seal(NewCertificate entered, string institutionCode)
    {
        var (first, printed) = (entered.First, entered.First.Certificate);
        var certificate = new SealedCertificate
        {
            Id = first.CertificateId,
            Number = printed.Number.Value,
            PrintedNumber = entered.Printed?.Value,
            PrintedKey = entered.Printed?.Key,
            Kind = entered.Kind,
            Origin = entered.Origin,
            InstitutionCode = institutionCode,
            Grade = printed.Grade,
            AssessedOn = printed.AssessedOn,
            IssuedOn = printed.IssuedOn,
            Status = entered.Status,
            StatusChangedAt = entered.StatusChangedAt,
            CurrentVersion = printed.Version,
            ClaimGeneration = entered.ClaimGeneration,
            Events = 1,
        };
        return seals.Of(certificate, SealedVersion.Of(printed, first.HolderKey, first.PhotoHash, first.File, first.CompletedAt!.Value));
    }
}
