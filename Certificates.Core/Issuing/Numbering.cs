using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Clock;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Issuing;

/// <summary>Step 4: gives numbers, and reserves them with their rows, so that the intent is on record before anything is signed.</summary>
internal sealed class Numbering(
    IssuingStore store,
    EarlierImport earlierImport,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
    HolderKeys holderKeys,
    IRecoveryMarks marks,
    IssuingOptions options,
    RegisterClock registerClock,
    TimeProvider clock)
{
    /// <summary>Reserves a group in one transaction.</summary>
    /// <exception cref="LeaseLostException">Another process took a row over.</exception>
    /// <exception cref="RegisterBehindException">The register would give again what was given.</exception>
    public async Task<ReservedGroup> ReserveAsync(
        ClaimedRows claimed, IReadOnlyList<PreparedRow> prepared, CancellationToken cancellationToken)
    {
        ReservedGroup? tried = null;
        var group = await store.WriteAsync(
            async write =>
            {
                await IssuingStore.ReleaseRowsAsync(
                    write, claimed.Owner, claimed.Damaged.Concat(claimed.Early), clock.GetUtcNow() + Completion.LongestWait,
                    cancellationToken);
                return tried = await ReserveAsync(write, claimed, [.. prepared.Select(row => row.Again())], cancellationToken);
            },
            async write => tried is { } before && before.Reserved.Count > claimed.Resumed.Count
                && await IssuingStore.IsReservedAsync(write, claimed.Owner, before.Reserved[^1], cancellationToken)
                    ? Found<ReservedGroup>.There(before)
                    : default,
            cancellationToken);

        // Outside the register too, before anything is signed: a copy of yesterday must not give these numbers again.
        await marks.GivenAsync(GivenNumbers.Of(group));
        return group;
    }

    private async Task<ReservedGroup> ReserveAsync(
        WriteTransaction write, ClaimedRows claimed, IReadOnlyList<PreparedRow> prepared, CancellationToken cancellationToken)
    {
        // Year, day of issue and serial belong to one instant.
        var at = clock.GetUtcNow();
        registerClock.RequireNoStepBack(at);
        var sorted = await DuplicateCheck.SortAsync(write, prepared, holderKeys, cancellationToken);
        var nextId = await earlierImport.EnterAsync(write, claimed.Owner, [.. sorted.Clear.Where(row => row.IsEarlier)], cancellationToken);
        var numbered = await NumberAsync(write, [.. sorted.Clear.Where(row => !row.IsEarlier)], at, cancellationToken);
        await store.ReserveAsync(write, claimed.Owner, [.. numbered.Select(each => each.New)], cancellationToken);
        await IssuingStore.EndRowsAsync(write, claimed.Owner, sorted.Ended, cancellationToken);
        var reserved = claimed.Resumed.Concat(numbered.Select(each => each.Reserved)).ToList();
        if (reserved.Count == 0)
        {
            await IssuingStore.ReleaseRowsAsync(write, claimed.Owner, sorted.Deferred, clock.GetUtcNow().AddSeconds(1), cancellationToken);
        }

        var documentId = reserved.Count == 0 ? 0 : await store.TakeIdsAsync(write, "Document", reserved.Count, cancellationToken);
        return new ReservedGroup(
            claimed.Owner, [.. reserved.Select((each, i) => each with { DocumentId = documentId + i })], sorted.Deferred, at, nextId);
    }

    private async Task<List<(NewCertificate New, Reserved Reserved)>> NumberAsync(
        WriteTransaction write, List<ClearRow> rows, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var numbered = new List<(NewCertificate, Reserved)>(rows.Count);
        if (rows.Count == 0)
        {
            return numbered;
        }

        var issuedOn = ChinaTime.DayOf(at);
        var certificateId = await store.TakeIdsAsync(write, "Certificate", rows.Count, cancellationToken);
        GivenNumbers.RequireNew(marks, SeriesMark.Ids("Certificate"), certificateId);
        foreach (var series in rows.GroupBy(row => (row.Prepared.Batch.InstitutionId, row.Certificate.Draft.Kind)))
        {
            var (institutionId, kind) = series.Key;
            var serial = await store.TakeSerialsAsync(write, kind, institutionId, issuedOn.Year, series.Count(), cancellationToken);
            GivenNumbers.RequireNew(marks, SeriesMark.Serials(kind, series.First().Prepared.Batch.InstitutionCode, issuedOn.Year), serial);
            foreach (var row in series)
            {
                RegisterClock.RequireBehind(registerClock.Corrected(row.Prepared.Batch.ReceivedAt), at);
                var certificate = row.Certificate.Redeem((int)serial++, issuedOn, options.LicenceType);
                var first = NewVersion.Of(certificateId++, certificate, row.HolderKey, identity, at) with
                {
                    Row = row.Id,
                    PhotoHash = row.Prepared.Source.PhotoHash,
                };
                var reserved = new Reserved(row.Id, first.CertificateId, certificate, first.PhotoHash, row.Prepared.Batch.Actors)
                {
                    ReceivedOn = registerClock.DayReceived(row.Prepared.Batch),
                };
                reserved.RequireDaysInOrder();
                numbered.Add((New(row, first, at), reserved));
            }
        }

        return numbered;
    }

    private static NewCertificate New(ClearRow row, NewVersion first, DateTimeOffset at)
    {
        var number = first.Certificate.Number;
        return new NewCertificate
        {
            First = first,
            Kind = number.Kind,
            InstitutionId = row.Prepared.Batch.InstitutionId,
            ProvinceCode = number.ProvinceCode,
            OccupationNumber = number.OccupationNumber,
            DirectionNumber = number.DirectionNumber,
            Status = CertificateStatus.Reserved,
            StatusChangedAt = at,
            ClaimGeneration = 1,
            Origin = CertificateOrigin.Issued,
            RestsOnCertificateId = row.RestsOnCertificateId,
        };
    }
}
