using Certificates.Core.Data;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Data;

/// <summary>Workers ask every second, and for every group of a large batch: what they ask must not read or sort the rows that have ended.</summary>
internal sealed class ClaimPlanTests
{
    [Test]
    public async Task ClaimRows_OnSqlite_ReadsWhatIsDueInOrderByTheTwoPartialIndexes()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        var database = issuing.Get<Database>();
        var plan = await database.QueryAsync<PlanStep>(
            "EXPLAIN QUERY PLAN " + database.Dialect.ClaimRows,
            new { owner = "x", now = issuing.Clock.GetUtcNow(), today = new DateOnly(2026, 11, 25), until = issuing.Clock.GetUtcNow(), farthest = issuing.Clock.GetUtcNow(), limit = 200 },
            CancellationToken.None);
        var steps = string.Join('\n', plan.Select(step => step.Detail));

        Assert.That(steps, Does.Contain("UX_Batch_Issuing").And.Contain("IX_BatchRow_Pending").And.Not.Contain("TEMP B-TREE"));
    }

    private sealed class PlanStep
    {
        public string Detail { get; init; } = "";
    }
}
