using Certificates.Core.Data;
using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Signing;
using Certificates.Tests.Log.Outsider;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Signing;

/// <summary>
/// The drill: keys take over, end and come into other hands while both services run, and at each stage everybody who asks is told the truth.
/// </summary>
internal sealed class KeyRotationTests
{
    private static readonly KeyPurpose[] Changed = [KeyPurpose.Pdf, KeyPurpose.Qr, KeyPurpose.Status];
    private KeyDrill _drill = null!;

    [SetUp]
    public async Task StartAsync() => _drill = await KeyDrill.StartAsync(
        folder => KeyDrill.MakeKeys(folder, "next"),
        [.. Changed.Select(purpose => ($"Signing:{purpose}:NextFile", $"next/{purpose.Code()}.pfx"))]);

    [TearDown]
    public async Task StopAsync() => await _drill.DisposeAsync();

    [Test]
    public async Task Drill_EveryFileTokenAndHolderIsAnsweredRightlyAtEachStage()
    {
        var first = await _drill.IssueAsync();
        var announced = await _drill.KeysAsync(Changed);
        var checkpoint = await _drill.LoggedAsync();
        Assert.That(announced.Select(key => key.State), Is.EquivalentTo(Enumerable.Repeat(KeyState.Active, 3).Concat(Enumerable.Repeat(KeyState.Next, 3))));
        await _drill.AssertAsync(first, "valid", "valid");

        // the next keys take over; nobody restarts anything
        foreach (var key in announced.Where(key => key.State == KeyState.Next))
        {
            Assert.That(await _drill.Life.ActivateAsync(key.Id, "郑宁", CancellationToken.None), Is.Null);
        }

        await _drill.FollowAsync();
        var second = await _drill.IssueAsync();
        Assert.That(_drill.KeysOf(second).Intersect(_drill.KeysOf(first), StringComparer.Ordinal), Is.Empty, "other keys signed");
        await _drill.AssertAsync(first, "valid", "valid");
        await _drill.AssertAsync(second, "valid", "valid");

        // the second PDF and QR keys came into other hands after that certificate was logged, and before this one was issued
        await _drill.LoggedAsync();
        await Task.Delay(20);
        var since = DateTimeOffset.UtcNow;
        await Task.Delay(20);
        var third = await _drill.IssueAsync();
        await _drill.LoggedAsync();
        foreach (var key in (await _drill.KeysAsync(Changed)).Where(key => key is { State: KeyState.Active, Purpose: not KeyPurpose.Status }))
        {
            Assert.That(await _drill.Life.CompromiseAsync(key.Id, since, countsEntered: false, "郑宁", CancellationToken.None), Is.Null);
            Assert.That(await _drill.Life.SignedSinceAsync((await _drill.KeysAsync(Changed)).Single(each => each.Id == key.Id), CancellationToken.None), Is.EqualTo([third.Number]));
        }

        await _drill.FollowAsync();
        await _drill.AssertAsync(first, "valid", "valid");
        await _drill.AssertAsync(second, "valid", "valid");
        await _drill.AssertAsync(third, "not_valid", "valid", "forged");
        Assert.That(
            () => _drill.Api.Services.GetRequiredService<KeyRing>().InForce(KeyPurpose.Pdf), Throws.TypeOf<KeyNotInForceException>(), "nothing is signed");
        await AssertCheckpointAsync(checkpoint);
        Assert.That((await _drill.AuditAsync()).Findings, Is.Empty);
    }

    [Test]
    public async Task State_PutBackPastTheServices_IsNotBelieved_AndNamedByTheAudit()
    {
        var issued = await _drill.IssueAsync();
        var key = (await _drill.KeysAsync(Changed)).Single(each => each is { State: KeyState.Active, Purpose: KeyPurpose.Qr });
        var seal = await _drill.Api.Services.GetRequiredService<Database>().FindAsync<byte[]>(
            "SELECT Seal FROM SigningKey WHERE Id = @id", new { id = key.Id }, CancellationToken.None);
        Assert.That(await _drill.Life.CompromiseAsync(key.Id, DateTimeOffset.UtcNow.AddDays(-400), countsEntered: false, "郑宁", CancellationToken.None), Is.Null);
        await _drill.LoggedAsync();
        await _drill.FollowAsync();
        Assert.That(await _drill.TokenAsync(issued), Is.EqualTo("not_valid forged"));

        // the whole row of before, its old seal too
        await _drill.Api.Services.GetRequiredService<Database>().ExecuteAsync(
            "UPDATE SigningKey SET State = 'Active', CompromisedSince = NULL, Seal = @seal WHERE Id = @id", new { id = key.Id, seal }, CancellationToken.None);
        await _drill.FollowAsync();

        Assert.That(await _drill.TokenAsync(issued), Is.EqualTo("unavailable"));
        Assert.That((await _drill.AuditAsync()).Findings, Does.Contain(new RegisterFinding($"signing-key/{key.Id}", "key_not_believed")));
    }

    [Test]
    public async Task Event_TakenOutOrChangedPastTheServices_IsNamedByTheAudit()
    {
        var key = (await _drill.KeysAsync(Changed)).Single(each => each is { State: KeyState.Next, Purpose: KeyPurpose.Status });
        Assert.That(await _drill.Life.RetireAsync(key.Id, "郑宁", CancellationToken.None), Is.Null);
        await _drill.LoggedAsync();
        var database = _drill.Api.Services.GetRequiredService<Database>();
        await database.ExecuteAsync("DROP TRIGGER SigningKeyEvent_NoUpdate", null, CancellationToken.None);
        await database.ExecuteAsync("UPDATE SigningKeyEvent SET Person = '吴越'", null, CancellationToken.None);

        Assert.That((await _drill.AuditAsync()).Findings, Does.Contain(new RegisterFinding($"signing-key/{key.Id}", "key_event_differs")));

        await database.ExecuteAsync("DROP TRIGGER SigningKeyEvent_NoDelete", null, CancellationToken.None);
        await database.ExecuteAsync("DELETE FROM SigningKeyEvent", null, CancellationToken.None);

        Assert.That((await _drill.AuditAsync()).Findings, Does.Contain(new RegisterFinding($"signing-key/{key.Id}", "key_event_missing")));
    }

    [Test]
    public async Task Change_ThatCannotBe_IsRefusedInASentence()
    {
        var keys = await _drill.KeysAsync(Changed);
        var (active, next) = (keys.First(key => key.State == KeyState.Active), keys.First(key => key.State == KeyState.Next));
        var none = CancellationToken.None;

        Assert.That(await _drill.Life.ActivateAsync("0123456789abcdef", "郑宁", none), Does.Contain("keys list"));
        Assert.That(await _drill.Life.ActivateAsync(active.Id, "郑宁", none), Does.Contain("is active"));
        Assert.That(await _drill.Life.RetireAsync(active.Id, "郑宁", none), Does.Contain("the only"));
        Assert.That(await _drill.Life.CompromiseAsync(next.Id, DateTimeOffset.UtcNow.AddDays(1), false, "郑宁", none), Does.Contain("lies ahead"));
        Assert.That((await _drill.KeysAsync(Changed)).Select(key => (key.Id, key.State)), Is.EquivalentTo(keys.Select(key => (key.Id, key.State))));
    }

    /// <summary>An old checkpoint is signed as ever, and the log of today has grown out of it: by an outsider's own reading.</summary>
    private async Task AssertCheckpointAsync(string former)
    {
        var key = _drill.Api.Services.GetRequiredService<Core.Signing.Notes.SignerKey>().Verifier.ToString();
        var note = OutsideNote.Open(System.Text.Encoding.UTF8.GetBytes(former), key);
        var log = new OutsideLog(_drill.Public, new Uri(_drill.Site.Address, "log").ToString(), key);
        await log.ReadAsync();
        Assert.That(log.Checkpoint.Size, Is.GreaterThan(note.Size));
        Assert.That(RfcTree.Root(log.Leaves[..(int)note.Size]), Is.EqualTo(note.Root));
    }
}
