using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Register.Sealing;

namespace Certificates.Core.Register;

/// <summary>
/// Reads the register of certificates; runs on a read-only connection too. What is not as it was sealed is read with all else, and marked.
/// </summary>
/// <param name="database">The register.</param>
/// <param name="broken">Knows what was sealed.</param>
/// <param name="doubted">On the site: what is not believed. It is read with all else, and marked.</param>
internal sealed class CertificateReader(Database database, BrokenSeals broken, DoubtedCertificates? doubted = null) : IDisposable
{
    /// <summary>
    /// How many events a certificate has: one that put each version in force, and those that are of no version's making, for which an index
    /// holds them alone. What is only reserved should have none, and there all are counted.
    /// </summary>
    public const string Events = """
        CASE WHEN c.Status = 0 THEN (SELECT COUNT(*) FROM CertificateEvent e WHERE e.CertificateId = c.Id)
            ELSE c.CurrentVersion + (SELECT COUNT(*) FROM CertificateEvent e
                WHERE e.CertificateId = c.Id AND e.Kind <> 'issued' AND e.Kind <> 'imported') END
        """;

    /// <summary>Versions with what is common to all of a certificate's; a condition follows.</summary>
    public const string Versions = $"""
        SELECT c.Id AS CertificateId, c.Number, c.PrintedNumber, c.PrintedKey, UNICODE(c.Kind) AS Kind, c.Origin, c.InstitutionId,
            i.Code AS InstitutionCode, c.Grade, c.AssessedOn, c.IssuedOn,
            c.Status, c.StatusChangedAt, c.StatusCategory, c.CurrentVersion, c.ClaimHash, c.ClaimGeneration,
            v.Version, v.Name, v.NameKey, v.IdType, v.IdNumberCipher, v.KeyId, v.HolderKey, v.OccupationCode, v.OccupationName,
            v.OccupationEnglishName, v.DirectionName, v.DirectionEnglishName, v.CourseHours, v.CourseStartedOn,
            v.InstitutionName, v.InstitutionEnglishName, v.LicenceIdentifier,
            v.PhotoHash, v.DocumentId, v.ReservedAt, v.CompletedAt, v.FileHash, v.TokenHash, c.Seal,
            {Events} AS Events
        FROM Certificate c
        JOIN CertificateVersion v ON v.CertificateId = c.Id
        JOIN Institution i ON i.Id = c.InstitutionId
        """;

    private const string SelectByNumber = Versions + " WHERE c.Number = @number ORDER BY v.Version";

    private const string SelectByPrintedKeys = Versions + " WHERE c.PrintedKey IN @keys ORDER BY c.Id, v.Version";

    private const string SelectByHolder = Versions + """
         WHERE c.Id IN (SELECT CertificateId FROM CertificateVersion WHERE HolderKey IN (@AsTyped, @AsPermit))
        ORDER BY c.IssuedOn DESC, c.Id DESC, v.Version
        """;

    private const string SelectByNumbers = Versions + " WHERE c.Number IN @numbers ORDER BY c.Id, v.Version";

    private const string SelectByHolders = Versions + """
         WHERE c.Id IN (SELECT CertificateId FROM CertificateVersion WHERE HolderKey IN @holderKeys)
        ORDER BY c.IssuedOn DESC, c.Id DESC, v.Version
        """;

    private const string SelectByIds = Versions + " WHERE c.Id IN @ids ORDER BY c.Id, v.Version";

    private const string SelectFile = "SELECT Id FROM Document WHERE FileHash = @fileHash";

    private const string SelectByDocument = Versions + """
         WHERE c.Id = (SELECT CertificateId FROM CertificateVersion WHERE DocumentId = @documentId)
        ORDER BY v.Version
        """;

    private const string SelectDocument = """
        SELECT d.Id, d.FileHash, d.Length, d.KeyId, d.BodyCipher, s.Skeleton
        FROM Document d JOIN Style s ON s.Id = d.StyleId WHERE d.Id = @id
        """;

    private const string SelectLive = Standing.Select + " WHERE Status < 3 AND HolderKey IN @holderKeys";

    private const string SelectHighestEvent = "SELECT COALESCE(MAX(Id), 0) FROM CertificateEvent";

    private const string SelectPhotos = "SELECT Hash, BodyCipher, KeyId FROM Photo WHERE Hash IN @hashes";

    /// <summary>What the questions to the verification site come down to.</summary>
    private readonly KeptStatements? _kept = (database.Dialect as IKeepStatements)?.Keep();

    /// <summary>All versions of a number, oldest first; empty when there is no such certificate.</summary>
    public Task<IReadOnlyList<VersionRecord>> ByNumberAsync(string number, CancellationToken cancellationToken) =>
        WithDoubtedAsync(
            VersionsAsync(SelectByNumber, [number], new { number = Ansi.Of(number, Ansi.NumberLength) }, cancellationToken),
            known => known.OfNumber(number), cancellationToken);

    /// <summary>All versions of every certificate that a holder stands or stood on, newest certificate first.</summary>
    public Task<IReadOnlyList<VersionRecord>> ByHolderAsync(TypedHolderKeys holder, CancellationToken cancellationToken) =>
        WithDoubtedAsync(
            VersionsAsync(SelectByHolder, [holder.AsTyped, holder.AsPermit], holder, cancellationToken),
            known => known.OfHolder(holder.AsTyped).Concat(known.OfHolder(holder.AsPermit)), cancellationToken);

    /// <summary>All versions of some numbers, those of one certificate together, oldest first; at most 1000 numbers a call.</summary>
    public Task<IReadOnlyList<VersionRecord>> ByNumbersAsync(IReadOnlyCollection<string> numbers, CancellationToken cancellationToken) =>
        WithDoubtedAsync(
            _kept?.TryRead<VersionRecord>(SelectByNumber, [.. numbers.Select(number => new object[] { number })], cancellationToken)
                is { } versions
                ? Task.FromResult(versions)
                : database.QueryAsync<VersionRecord>(
                    SelectByNumbers, new { numbers = Ansi.Many(numbers, Ansi.NumberLength) }, cancellationToken),
            known => numbers.SelectMany(known.OfNumber), cancellationToken);

    /// <summary>
    /// All versions of certificates issued before this system by what their printed numbers are found by; those of two institutions may
    /// share one. At most 1000 keys a call.
    /// </summary>
    public Task<IReadOnlyList<VersionRecord>> ByPrintedKeysAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        WithDoubtedAsync(
            database.QueryAsync<VersionRecord>(SelectByPrintedKeys, new { keys }, cancellationToken), _ => [], cancellationToken);

    /// <summary>
    /// All versions of every certificate that some holders stand or stood on, newest certificate first; at most 1000 keys a call.
    /// </summary>
    public Task<IReadOnlyList<VersionRecord>> ByHoldersAsync(
        IReadOnlyCollection<byte[]> holderKeys, CancellationToken cancellationToken) => WithDoubtedAsync(
            database.QueryAsync<VersionRecord>(SelectByHolders, new { holderKeys }, cancellationToken),
            known => holderKeys.SelectMany(known.OfHolder), cancellationToken);

    /// <summary>The id of the stored PDF with this SHA-256; null when there is none.</summary>
    public async Task<long?> DocumentIdAsync(byte[] fileHash, CancellationToken cancellationToken) =>
        (_kept?.TryRead<FoundFile>(SelectFile, fileHash)
            ?? await database.QueryAsync<FoundFile>(SelectFile, new { fileHash }, cancellationToken)).SingleOrDefault()?.Id;

    /// <summary>All versions of the certificate one of whose versions has this PDF.</summary>
    public Task<IReadOnlyList<VersionRecord>> ByDocumentAsync(long documentId, CancellationToken cancellationToken) =>
        WithDoubtedAsync(VersionsAsync(SelectByDocument, [documentId], new { documentId }, cancellationToken), _ => [], cancellationToken);

    /// <summary>All versions of certificates by id, reserved ones included.</summary>
    public Task<IReadOnlyList<VersionRecord>> ByIdsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        WithDoubtedAsync(
            database.QueryAsync<VersionRecord>(SelectByIds, new { ids }, cancellationToken), _ => [], cancellationToken,
            withReserved: true);

    /// <summary>A stored PDF.</summary>
    public Task<DocumentRecord?> DocumentAsync(long id, CancellationToken cancellationToken) =>
        database.FindAsync<DocumentRecord>(SelectDocument, new { id }, cancellationToken);

    /// <summary>The events of a certificate in order.</summary>
    public Task<IReadOnlyList<LifeEvent>> EventsAsync(long certificateId, CancellationToken cancellationToken) =>
        database.QueryAsync<LifeEvent>(LifeEvent.Select, new { certificateId }, cancellationToken);

    /// <summary>The highest id of an event; it grows with everything that happens.</summary>
    public Task<long> HighestEventAsync(CancellationToken cancellationToken) =>
        database.FindAsync<long>(SelectHighestEvent, null, cancellationToken);

    /// <summary>The live certificates of some holders; at most 500 keys a call.</summary>
    public Task<IReadOnlyList<Standing>> LiveAsync(
        IReadOnlyCollection<byte[]> holderKeys, CancellationToken cancellationToken) =>
        database.QueryAsync<Standing>(SelectLive, new { holderKeys }, cancellationToken);

    /// <summary>The same within a write.</summary>
    public static Task<IReadOnlyList<Standing>> LiveAsync(
        WriteTransaction write, IReadOnlyCollection<byte[]> holderKeys, CancellationToken cancellationToken) =>
        write.QueryAsync<Standing>(SelectLive, new { holderKeys }, cancellationToken);

    /// <summary>Photos by the SHA-256 of their cleaned files; at most 1,000 a call.</summary>
    public Task<IReadOnlyList<PhotoRecord>> PhotosAsync(IReadOnlyCollection<byte[]> hashes, CancellationToken cancellationToken) =>
        database.QueryAsync<PhotoRecord>(SelectPhotos, new { hashes }, cancellationToken);

    public void Dispose() => _kept?.Dispose();

    /// <summary>Marks what is doubted, and adds what would have been found had the register not been changed.</summary>
    private async Task<IReadOnlyList<VersionRecord>> WithDoubtedAsync(
        Task<IReadOnlyList<VersionRecord>> reading, Func<DoubtedCertificates, IEnumerable<long>> lost, CancellationToken cancellationToken,
        bool withReserved = false)
    {
        var read = await reading;
        var found = broken.Judge(read as List<VersionRecord> ?? [.. read], withReserved);
        if (doubted is not { Count: > 0 })
        {
            return found;
        }

        long[] others = [.. lost(doubted).Except(found.Select(version => version.CertificateId))];
        return doubted.Mark(others.Length == 0 ? found : [.. found, .. await ByIdsAsync(others, cancellationToken)]);
    }

    private Task<IReadOnlyList<VersionRecord>> VersionsAsync(
        string statement, object[] inOrder, object named, CancellationToken cancellationToken) =>
        _kept?.TryRead<VersionRecord>(statement, inOrder) is { } versions
            ? Task.FromResult(versions)
            : database.QueryAsync<VersionRecord>(statement, named, cancellationToken);
}

/// <summary>Where a file is stored.</summary>
internal sealed class FoundFile
{
    public required long Id { get; init; }
}

/// <summary>Certificates by the numbers that files name: those a grade rests on, and those that are taken.</summary>
internal sealed class NumberReader(Database database)
{
    /// <summary>Most numbers a statement takes; more are read in parts.</summary>
    private const int MostAtOnce = 500;

    private const string SelectByNumbers = Standing.Select + " WHERE Number IN @numbers";

    private const string SelectByPrintedKeys = Standing.Select + " WHERE PrintedKey IN @keys";

    private const string SelectRestsOn =
        "SELECT t.Number FROM Certificate c JOIN Certificate t ON t.Id = c.RestsOnCertificateId WHERE c.Id = @certificateId";

    private const string SelectNames =
        "SELECT c.Id, c.Number, i.Code AS InstitutionCode FROM Certificate c JOIN Institution i ON i.Id = c.InstitutionId WHERE "
            + "c.Id IN @ids";

    /// <summary>Those of the numbers that are in the register, reserved ones included.</summary>
    public Task<IReadOnlyDictionary<string, Standing>> FindAsync(IEnumerable<string> numbers, CancellationToken cancellationToken) =>
        FindAsync(numbers, parameters => database.QueryAsync<Standing>(SelectByNumbers, parameters, cancellationToken));

    /// <summary>The same within a write.</summary>
    public static Task<IReadOnlyDictionary<string, Standing>> FindAsync(
        WriteTransaction write, IEnumerable<string> numbers, CancellationToken cancellationToken) =>
        FindAsync(numbers, parameters => write.QueryAsync<Standing>(SelectByNumbers, parameters, cancellationToken));

    /// <summary>
    /// The certificates that numbers of training certificates may mean; an earlier number may be that of several institutions.
    /// </summary>
    public Task<IReadOnlyList<Standing>> TrainingAsync(IEnumerable<TrainingNumber> numbers, CancellationToken cancellationToken) =>
        TrainingAsync(numbers, (statement, parameters) => database.QueryAsync<Standing>(statement, parameters, cancellationToken));

    /// <summary>The same within a write.</summary>
    public static Task<IReadOnlyList<Standing>> TrainingAsync(
        WriteTransaction write, IEnumerable<TrainingNumber> numbers, CancellationToken cancellationToken) =>
        TrainingAsync(numbers, (statement, parameters) => write.QueryAsync<Standing>(statement, parameters, cancellationToken));

    /// <summary>The number of the training certificate that a certificate rests on; null when it rests on none.</summary>
    public Task<string?> RestsOnAsync(long certificateId, CancellationToken cancellationToken) =>
        database.FindAsync<string>(SelectRestsOn, new { certificateId }, cancellationToken);

    /// <summary>What certificates are called, by their ids; at most 1,000 a call.</summary>
    public async Task<IReadOnlyDictionary<long,
        CertificateName>> NamesAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        (await database.QueryAsync<CertificateName>(SelectNames, new { ids }, cancellationToken)).ToDictionary(name => name.Id);

    private static async Task<IReadOnlyList<Standing>> TrainingAsync(
        IEnumerable<TrainingNumber> numbers, Func<string, object, Task<IReadOnlyList<Standing>>> query)
    {
        var found = new List<Standing>();
        foreach (var part in numbers.Distinct().Chunk(MostAtOnce))
        {
            if (part.Select(each => each.Number).OfType<CertificateNumber>().ToList() is { Count: > 0 } known)
            {
                found.AddRange(await query(
                    SelectByNumbers, new { numbers = known.Select(number => Ansi.Of(number.Value, Ansi.NumberLength)) }));
            }

            if (part.Select(each => each.PrintedKey).OfType<string>().ToList() is { Count: > 0 } keys)
            {
                found.AddRange(await query(SelectByPrintedKeys, new { keys }));
            }
        }

        return found;
    }

    private static async Task<IReadOnlyDictionary<string, Standing>> FindAsync(
        IEnumerable<string> numbers, Func<object, Task<IReadOnlyList<Standing>>> query)
    {
        var found = new Dictionary<string, Standing>(StringComparer.Ordinal);
        foreach (var part in numbers.Distinct(StringComparer.Ordinal).Chunk(MostAtOnce))
        {
            foreach (var certificate in await query(new { numbers = Ansi.Many(part, Ansi.NumberLength) }))
            {
                found.Add(certificate.Number, certificate);
            }
        }

        return found;
    }
}

/// <summary>A certificate's number, and its institution's code.</summary>
internal sealed class CertificateName
{
    public required long Id { get; init; }
    public required string Number { get; init; }
    public required string InstitutionCode { get; init; }
}
