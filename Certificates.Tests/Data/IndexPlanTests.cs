using Certificates.Core.Data;
using Certificates.Core.Directories;
using Certificates.Core.Issuing;
using Certificates.Core.Register;
using Certificates.Tests.Data.SqlServer;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Data;

/// <summary>Questions that a register of millions is asked again and again go by the index that is there for them.</summary>
internal sealed class IndexPlanTests
{
    private static readonly object Parameters = new
    {
        owner = "x",
        until = DateTimeOffset.UnixEpoch,
        number = "01",
        holderKeys = new[] { new byte[32] },
    };

    [TestCase(typeof(IssuingStore), "SelectClaimed", "IX_BatchRow_Lease")]
    [TestCase(typeof(IssuingStore), "RenewLease", "IX_BatchRow_Lease")]
    [TestCase(typeof(OccupationStore), "SelectUsedDirections", "IX_Certificate_Direction")]
    [TestCase(typeof(CertificateReader), "SelectLive", "UX_Certificate_Live")]
    [TestCase(typeof(CertificateReader), "SelectByNumber", "IX_CertificateEvent_Later")]
    public async Task Statement_OnSqlite_GoesByItsIndex(Type store, string name, string index)
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        var statement = Statement.Of(store).Single(each => each.Name == $"{store.Name}.{name}");
        var plan = await issuing.Get<Database>().QueryAsync<PlanStep>("EXPLAIN QUERY PLAN " + statement.Text, Parameters, CancellationToken.None);

        Assert.That(string.Join('\n', plan.Select(step => step.Detail)), Does.Contain(index).And.Not.Contain("SCAN c").And.Not.Contain("SCAN BatchRow"));
    }

    private sealed class PlanStep
    {
        public string Detail { get; init; } = "";
    }
}
