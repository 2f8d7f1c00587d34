using Certificates.Core.Data;
using Certificates.Core.Recovery;
using Certificates.Core.Register;
using Certificates.Core.Verifying;
using Certificates.Tests.Verifying;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Resilience;

/// <summary>A site that reads a copy which arrives late.</summary>
[Category(Categories.Faults)]
internal sealed class ReplicaTests
{
    private TestVerifying _verifying = null!;
    private VersionRecord _issued = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _verifying = await TestVerifying.OpenAsync();
        _issued = await _verifying.CertificateOfAsync("余敏静");
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await _verifying.DisposeAsync();

    [Test]
    public async Task AsOf_OfAReplica_IsItsHeartbeat()
    {
        var beat = await CopyAsync("replica-1.db");
        _verifying.Issuing.Clock.Advance(TimeSpan.FromSeconds(4));
        await using var site = Site("replica-1.db");

        var verdict = await AskAsync(site);

        Assert.That((verdict.Kind, verdict.AsOf), Is.EqualTo((VerdictKind.Valid, (DateTimeOffset?)beat)));
    }

    [Test]
    public async Task Replica_MoreThanFiveSecondsBehind_SaysUnavailable()
    {
        await CopyAsync("replica-2.db");
        _verifying.Issuing.Clock.Advance(TimeSpan.FromSeconds(6));
        await using var site = Site("replica-2.db");

        Assert.That((await AskAsync(site)).Kind, Is.EqualTo(VerdictKind.Unavailable));
    }

    [Test]
    public async Task Replica_MoreThanFiveSecondsBehind_WithAPrimary_IsPassedOver()
    {
        await CopyAsync("replica-3.db");
        _verifying.Issuing.Clock.Advance(TimeSpan.FromSeconds(6));
        await _verifying.SetStatusAsync(_issued, CertificateStatus.Revoked);
        await using var site = Site("replica-3.db", ("Storage:PrimaryConnectionString", $"Data Source={_verifying.Issuing.Folder}/register.db"));

        var verdict = await AskAsync(site);
        await _verifying.SetStatusAsync(_issued, CertificateStatus.Valid);

        Assert.That(verdict.Reasons, Is.EqualTo(new[] { "revoked" }), "only the primary knows it");
        Assert.That(verdict.AsOf, Is.EqualTo(_verifying.Issuing.Clock.GetUtcNow()));
    }

    [Test]
    public async Task AsOf_OfTheEmbeddedRegister_IsNow()
    {
        Assert.That((await _verifying.AskAsync(_issued.Number, _issued.Name, null)).AsOf, Is.EqualTo(_verifying.Issuing.Clock.GetUtcNow()));
    }

    [Test]
    public async Task Heartbeat_RunsEverySecond_AndNeverGoesBack()
    {
        var store = new HeartbeatStore(_verifying.Issuing.Get<Database>());
        var now = _verifying.Issuing.Clock.GetUtcNow();
        await store.BeatAsync(now, CancellationToken.None);
        await store.BeatAsync(now.AddSeconds(-1), CancellationToken.None);

        Assert.That(await _verifying.Issuing.Get<Database>().QueryAsync<DateTimeOffset>(ReplicaDialect.SelectHeartbeat, null, CancellationToken.None), Is.EqualTo(new[] { now }));
    }

    /// <summary>Copies the register as a replica would have it, with a heartbeat of now.</summary>
    private async Task<DateTimeOffset> CopyAsync(string name)
    {
        var (database, now) = (_verifying.Issuing.Get<Database>(), _verifying.Issuing.Clock.GetUtcNow());
        await new HeartbeatStore(database).BeatAsync(now, CancellationToken.None);
        await database.QueryAsync<int>($"VACUUM INTO '{Path.Combine(_verifying.Issuing.Folder, name)}'", null, CancellationToken.None);
        return now;
    }

    private ServiceProvider Site(string replica, params (string Key, string Value)[] settings) => TestVerifying.Registrations(
            _verifying.Issuing.Folder,
            [("Storage:ConnectionString", $"Data Source={_verifying.Issuing.Folder}/{replica}"), ("Storage:ReadFromReplica", "true"), .. settings])
        .AddSingleton<TimeProvider>(_verifying.Issuing.Clock).BuildServiceProvider();

    private async Task<Verdict> AskAsync(ServiceProvider site)
    {
        var asked = await site.GetRequiredService<Verifier>().AskAsync(new Question(_issued.Number, _issued.Name, null), CancellationToken.None);
        Assert.That(asked.TryGet(out var answer, out var refusals), Is.True, refusals?.First.Code.Code);
        return answer!.Single!;
    }
}
