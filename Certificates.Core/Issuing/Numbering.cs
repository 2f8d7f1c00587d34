using Certificates.Core.Coding;
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
    LicenceType licenceType,
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
        var isEarlier = sorted.Clear.ToLookup(row => row.IsEarlier);
        var nextId = isEarlier.Contains(true)
            ? await earlierImport.EnterAsync(write, claimed.Owner, [.. isEarlier[true]], cancellationToken)
            : 0;
        var numbered = await NumberAsync(write, [.. isEarlier[false]], at, cancellationToken);
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
                var certificate = row.Certificate.Redeem((int)serial++, issuedOn, licenceType.Code);
                var first = NewVersion.Of(certificateId++, certificate, row.HolderKey, identity, at) with
                {
                    Row = row.Id,
                    PhotoHash = row.Prepared.Source.PhotoHash,
                };
                var reserved = new Reserved(row.Id, first.CertificateId, certificate, first.PhotoHash, row.Prepared.Batch.Actors)
                {
                    ReceivedOn = registerClock.DayReceived(row.Prepared.Batch.ReceivedAt),
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

/// <summary>A certificate with its number on record and nothing signed yet.</summary>
/// <param name="Row">The row it is for.</param>
/// <param name="CertificateId">Its id.</param>
/// <param name="Certificate">What it will print.</param>
/// <param name="PhotoHash">SHA-256 of the photo it will show; null without one.</param>
/// <param name="Actors">The keys that sent and approved the batch.</param>
internal sealed record Reserved(
    RowId Row, long CertificateId, Certificate Certificate, byte[]? PhotoHash, (long? Asked, long? Decided) Actors)
{
    /// <summary>The day its row was received, China Standard Time.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The id its file will have.</summary>
    public long DocumentId { get; init; }

    /// <summary>Nothing is issued before it was received, and nothing received before it was assessed.</summary>
    /// <exception cref="InvalidOperationException">It was reserved by a clock that was wrong.</exception>
    public void RequireDaysInOrder()
    {
        if (Certificate.IssuedOn < ReceivedOn || Certificate.IssuedOn < Certificate.AssessedOn)
        {
            throw new InvalidOperationException(
                $"Certificate {CertificateId} would be issued on {Certificate.IssuedOn:yyyy-MM-dd}, before it was "
                    + $"received ({ReceivedOn:yyyy-MM-dd}) "
                    + $"or assessed ({Certificate.AssessedOn:yyyy-MM-dd}): a clock was wrong when its number was reserved.");
        }
    }

    /// <summary>The version its event is about.</summary>
    public EventSubject Subject => new(CertificateId, Certificate.Number, Certificate.Version);
}

/// <summary>A group of rows on its way through the pipeline, held under one lease.</summary>
/// <param name="Owner">Who holds the rows.</param>
/// <param name="Reserved">Rows with a certificate number, to be composed and signed.</param>
/// <param name="Deferred">Rows whose twin is still on its way: judged again when that one has ended.</param>
/// <param name="At">When they were reserved: nothing of them is signed at an earlier instant.</param>
/// <param name="NextCertificateId">The first id behind certificates issued before this system; 0 when none was entered.</param>
internal sealed record ReservedGroup(
    string Owner,
    IReadOnlyList<Reserved> Reserved,
    IReadOnlyList<RowId> Deferred,
    DateTimeOffset At,
    long NextCertificateId);

/// <summary>What a group used of each series, as must be known outside the register.</summary>
internal static class GivenNumbers
{
    /// <summary>
    /// The marks of a group, of rows taken up again too: the process that numbered them may have died before it kept them.
    /// </summary>
    public static IEnumerable<SeriesMark> Of(ReservedGroup group)
    {
        if (group.Reserved.Count == 0)
        {
            return group.NextCertificateId == 0 ? [] : [new SeriesMark(SeriesMark.Ids("Certificate"), group.NextCertificateId)];
        }

        var serials = group.Reserved.Select(reserved => reserved.Certificate)
            .GroupBy(
                certificate => SeriesMark.Serials(certificate.Number.Kind, certificate.Number.InstitutionCode, certificate.IssuedOn.Year),
                StringComparer.Ordinal)
            .Select(series => new SeriesMark(series.Key, series.Max(certificate => certificate.Number.Serial) + 1L));
        return
        [
            .. serials,
            new SeriesMark(SeriesMark.Ids("Certificate"),
                Math.Max(group.NextCertificateId, group.Reserved.Max(reserved => reserved.CertificateId) + 1)),
            new SeriesMark(SeriesMark.Ids("Document"), group.Reserved.Max(reserved => reserved.DocumentId) + 1),
        ];
    }

    /// <summary>Stops a reservation that would give again what was given: the register was put back while this process ran.</summary>
    /// <exception cref="RegisterBehindException">It would.</exception>
    public static void RequireNew(IRecoveryMarks marks, string series, long first)
    {
        if (first < marks.Next(series))
        {
            throw new RegisterBehindException($"series {series} went on with {first}, and all before {marks.Next(series)} were given");
        }
    }
}
