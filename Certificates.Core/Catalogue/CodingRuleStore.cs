using Certificates.Core.Data;

namespace Certificates.Core.Catalogue;

/// <summary>The coding rules numbers are kept with.</summary>
internal sealed class CodingRuleStore(Database database)
{
    private const string Insert = """
        INSERT INTO CodingRule (Id, Kind, ValidFrom, ForIssuing, Segments)
        SELECT @Id, @Kind, @ValidFrom, @ForIssuing, @Segments WHERE NOT EXISTS (SELECT 1 FROM CodingRule WHERE Id = @Id)
        """;

    /// <summary>Keeps rules; one that is kept already stays as it stands.</summary>
    public Task KeepAsync(IEnumerable<CodingRuleRecord> rules, CancellationToken cancellationToken) =>
        database.ExecuteIdempotentAsync(Insert, rules.ToList(), cancellationToken);
}

/// <summary>A coding rule; segments as JSON.</summary>
internal sealed record CodingRuleRecord(string Id, string Kind, DateOnly ValidFrom, bool ForIssuing, string Segments);
