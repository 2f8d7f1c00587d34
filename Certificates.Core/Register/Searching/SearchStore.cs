using Certificates.Core.Data;

namespace Certificates.Core.Register.Searching;

/// <summary>
/// The statements of a search. What is known best of a certificate leads to a few of them; the rest of the question is held against those.
/// Without any such clue an index in the order of the answer is read, which has what else can be asked for.
/// </summary>
internal sealed class SearchStore(Database database)
{
    /// <summary>A cross join is one that SQLite leaves in the order it is written in.</summary>
    private const string Few = " c.Id, c.IssuedOn FROM (SELECT DISTINCT ";

    private const string Fits = """
         c.Status > 0 AND c.IssuedOn >= @firstDay AND c.IssuedOn <= @lastDay AND (c.IssuedOn < @IssuedOn OR c.Id < @id)
            AND (@OccupationNumber IS NULL OR c.OccupationNumber = @OccupationNumber) AND (@Grade IS NULL OR c.Grade = @Grade)
            AND (@Status IS NULL OR c.Status = @Status)
        """;

    private const string Newest = " ORDER BY c.IssuedOn DESC, c.Id DESC";

    /// <summary>A permit is found by what of its number is for life; no other document is.</summary>
    private const string OfHolder = "(HolderKey = @asTyped AND IdType <> 5 OR HolderKey = @asPermit AND IdType = 5)";

    private const string FitsInstitution = ") m CROSS JOIN Certificate c WHERE c.Id = m.Id AND" + Fits + """
         AND (@InstitutionId IS NULL OR c.InstitutionId = @InstitutionId)
        """;

    // What a row is compared with goes by its certificate: asked by the batch itself, each row would be looked for among all of it.
    private const string FitsAll = FitsInstitution + """
         AND (@Number IS NULL AND @PrintedKey IS NULL OR c.Number = @Number OR c.PrintedKey = @PrintedKey)
            AND (@asTyped IS NULL OR EXISTS (SELECT 1 FROM CertificateVersion WHERE CertificateId = c.Id AND 
        """ + OfHolder + """
        ))
            AND (@SearchName IS NULL OR EXISTS (
                SELECT 1 FROM CertificateVersion n WHERE n.CertificateId = c.Id AND n.SearchName = @SearchName))
            AND (@BatchId IS NULL OR @BatchId IN (SELECT b.BatchId FROM CertificateVersion b WHERE b.CertificateId = c.Id))
            AND (@CandidateNumber IS NULL OR EXISTS (
                SELECT 1 FROM CertificateVersion v JOIN BatchRow r ON r.BatchId = v.BatchId AND r.Row = v.Row
                WHERE v.CertificateId = c.Id AND r.CandidateNumber = @CandidateNumber))
        """ + Newest;

    private const string SelectAll = "SELECT c.Id, c.IssuedOn FROM Certificate c WHERE" + Fits + Newest;

    private const string SelectOfInstitution =
        "SELECT c.Id, c.IssuedOn FROM Certificate c WHERE c.InstitutionId = @InstitutionId AND" + Fits + Newest;

    private const string SelectByNumber =
        "SELECT" + Few + "Id FROM Certificate WHERE Number = @Number OR PrintedKey = @PrintedKey" + FitsAll;

    private const string SelectByHolder =
        "SELECT" + Few + "CertificateId AS Id FROM CertificateVersion WHERE " + OfHolder + FitsAll;

    private const string SelectByCandidate =
        "SELECT" + Few + "CertificateId AS Id FROM BatchRow WHERE CandidateNumber = @CandidateNumber AND CertificateId IS NOT NULL"
            + FitsAll;

    private const string SelectByName =
        "SELECT" + Few + "CertificateId AS Id FROM CertificateVersion WHERE SearchName = @SearchName" + FitsAll;

    /// <summary>It leads where no other clue is given; a certificate comes of a batch in its first version.</summary>
    private const string SelectByBatch =
        "SELECT c.Id, c.IssuedOn FROM (SELECT CertificateId AS Id FROM CertificateVersion WHERE BatchId = @BatchId AND Version = 1"
            + FitsInstitution + Newest;

    private const string SelectAmong = "SELECT" + Few + "Id FROM Certificate WHERE Id IN @ids" + FitsAll;

    private const string SelectFound = """
        SELECT c.Id, c.Number, c.PrintedNumber, UNICODE(c.Kind) AS Kind, c.Origin, c.Status, c.StatusChangedAt, c.CurrentVersion,
            v.Name, v.IdType, v.OccupationCode, v.OccupationName AS Occupation, v.DirectionName AS Direction, c.Grade,
            i.Code AS InstitutionCode, v.InstitutionName AS Institution, c.AssessedOn, c.IssuedOn, f.BatchId, f.Row, r.CandidateNumber
        FROM Certificate c
        JOIN Institution i ON i.Id = c.InstitutionId
        JOIN CertificateVersion v ON v.CertificateId = c.Id AND v.Version = c.CurrentVersion
        JOIN CertificateVersion f ON f.CertificateId = c.Id AND f.Version = 1
        LEFT JOIN BatchRow r ON r.BatchId = f.BatchId AND r.Row = f.Row
        WHERE c.Id IN @ids
        """;

    /// <summary>The places of certificates that fit, newest first; an institution's own, or with null all.</summary>
    public Task<IReadOnlyList<SearchPlaceRecord>> FindAsync(
        SearchTerms terms, long? institutionId, CancellationToken cancellationToken) =>
        database.QueryAsync<SearchPlaceRecord>(
            Leading(terms, institutionId) + database.Dialect.FirstRows, Parameters(terms, institutionId, []), cancellationToken);

    /// <summary>The same of some certificates alone; at most 1,000 ids a call.</summary>
    public Task<IReadOnlyList<SearchPlaceRecord>> FindAmongAsync(
        IReadOnlyCollection<long> ids, SearchTerms terms, long? institutionId, CancellationToken cancellationToken) =>
        database.QueryAsync<SearchPlaceRecord>(
            SelectAmong + database.Dialect.FirstRows, Parameters(terms, institutionId, ids), cancellationToken);

    /// <summary>What is told of certificates, in no order; at most 1,000 a call.</summary>
    public Task<IReadOnlyList<FoundCertificate>> ReadAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        database.QueryAsync<FoundCertificate>(SelectFound, new { ids }, cancellationToken);

    private static string Leading(SearchTerms terms, long? institutionId) =>
        terms.Number is not null || terms.PrintedKey is not null ? SelectByNumber
        : terms.Holder is not null ? SelectByHolder
        : terms.CandidateNumber is not null ? SelectByCandidate
        : terms.SearchName is not null ? SelectByName
        : terms.BatchId is not null ? SelectByBatch
        : institutionId is not null ? SelectOfInstitution
        : SelectAll;

    private static object Parameters(SearchTerms terms, long? institutionId, IReadOnlyCollection<long> ids) => new
    {
        InstitutionId = institutionId,
        Number = Ansi.Of(terms.Number, Ansi.NumberLength),
        terms.PrintedKey,
        terms.SearchName,
        terms.CandidateNumber,
        asTyped = terms.Holder?.AsTyped,
        asPermit = terms.Holder?.AsPermit,
        BatchId = Ansi.BatchId(terms.BatchId),
        firstDay = terms.From,
        lastDay = terms.To < terms.After.IssuedOn ? terms.To : terms.After.IssuedOn,
        terms.After.IssuedOn,
        id = terms.After.Id,
        OccupationNumber = Ansi.Of(terms.OccupationNumber, 2),
        Grade = (long?)terms.Grade,
        Status = (long?)terms.Status,
        limit = (long)terms.Limit,
        ids,
    };
}

/// <summary>Where a certificate stands in the order of answers.</summary>
internal sealed class SearchPlaceRecord
{
    public required long Id { get; init; }
    public required DateOnly IssuedOn { get; init; }
}
