using Certificates.Core.Data;

namespace Certificates.Core.Oversight.Auditing;

/// <summary>Reads the directories for an audit: rows as they stand.</summary>
internal sealed class DirectoryAuditStore(Database database)
{
    private const string SelectEvents =
        "SELECT Id, Target, Kind, At, ActorKeyId, Document, Detail, Salt, Leaf FROM DirectoryEvent ORDER BY Id";

    // Those of certificates have a salt; but for leaves that were put back out of the copy, which tell by their form what they are of.
    private const string SelectLeaves = "SELECT LeafIndex, Data FROM LogLeaf WHERE CertificateId IS NULL AND Salt IS NULL ORDER BY Id";

    private const string SelectFirstSigned = "SELECT Size, At FROM LogCheckpoint ORDER BY Size";

    private const string SelectInstitutions = """
        SELECT v.Id, i.Code, i.CreditCode, v.ValidFrom, v.RecordedAt, v.Name, v.EnglishName, v.ProvinceCode, v.Contact, v.IsTraining,
            v.IsAssessment, v.State, v.NeedsApproval, v.PublicityDays, v.RecordedBy
        FROM InstitutionVersion v JOIN Institution i ON i.Id = v.InstitutionId ORDER BY v.Id
        """;

    private const string SelectRights = """
        SELECT a.Id, i.Code, a.Kind, a.OccupationNumber, a.Grades, a.ValidFrom, a.ValidTo, a.ResultsUntil, a.Document, a.RecordedAt,
            a.WithdrawnAt
        FROM Authorisation a JOIN Institution i ON i.Id = a.InstitutionId ORDER BY a.Id
        """;

    /// <summary>Every change on record.</summary>
    public Task<IReadOnlyList<RawRow>> EventsAsync(CancellationToken cancellationToken) => RowsAsync(SelectEvents, cancellationToken);

    /// <summary>The leaves that are of no certificate in the register.</summary>
    public Task<IReadOnlyList<RawRow>> LeavesAsync(CancellationToken cancellationToken) => RowsAsync(SelectLeaves, cancellationToken);

    /// <summary>Every version of every institution.</summary>
    public Task<IReadOnlyList<RawRow>> InstitutionsAsync(CancellationToken cancellationToken) =>
        RowsAsync(SelectInstitutions, cancellationToken);

    /// <summary>Every right, withdrawn ones too.</summary>
    public Task<IReadOnlyList<RawRow>> RightsAsync(CancellationToken cancellationToken) => RowsAsync(SelectRights, cancellationToken);

    /// <summary>When the log was signed first; null when it never was.</summary>
    public async Task<string?> FirstSignedAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync<object>(SelectFirstSigned + database.Dialect.FirstRows, new { limit = 1 }, cancellationToken))
            .Select(RawRow.Of).SingleOrDefault()?.Instant("At");

    private async Task<IReadOnlyList<RawRow>> RowsAsync(string statement, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<object>(statement, null, cancellationToken)).Select(RawRow.Of)];
}
