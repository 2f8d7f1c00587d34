using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Core.Data;
using Certificates.Core.Oversight.Auditing;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Access;

/// <summary>Who has the database alone gives nobody a role, a password or a passkey.</summary>
internal sealed class AccessSealTests
{
    private TestIssuing _issuing = null!;
    private FirstPassword _person = null!;
    private string _secret = null!;
    private ApiKey _key = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        var opened = await _issuing.Get<Accounts>().OpenAsync(new AskedAccount("周宁", "zhou.ning", ApiKeyRole.Operator, "0001"), CancellationToken.None);
        Assert.That(opened.TryGet(out var person, out var refusals), Is.True, refusals?.First.Message);
        _person = person!;
        var made = await _issuing.Get<ApiKeys>().CreateAsync(ApiKeyRole.Operator, "0001", "考试系统", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out _), Is.True);
        (_key, _secret) = key;
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task KeysAndAccounts_ThatNobodyEdited_LetIn()
    {
        Assert.That(await IsLetInAsync(), Is.True);
        Assert.That((await KeyAsync())?.Id, Is.EqualTo(_key.Id));
        Assert.That((_issuing.Get<AccessSeals>().Found.Count, await FindingsAsync()), Is.EqualTo((0, "")));
    }

    [TestCase("Role = 'authority', InstitutionId = NULL")]
    [TestCase("InstitutionId = 2")]
    [TestCase("ExpiresAt = '2099-01-01T00:00:00.000Z'")]
    [TestCase("PersonId = 1, ProposalId = NULL")]
    [TestCase("Seal = NULL")]
    public async Task Key_ThatWasEdited_LetsNobodyIn_IsNamed_AndEnds(string change)
    {
        await EditAsync($"UPDATE ApiKey SET {change} WHERE Id = {_key.Id}");
        var found = await KeyAsync();

        Assert.That(found, Is.Null);
        Assert.That(_issuing.Get<AccessSeals>().Found, Is.EqualTo(new[] { $"key/{_key.Id}" }));
        Assert.That(await FindingsAsync(), Is.EqualTo($"key/{_key.Id} seal_broken"));
        Assert.That(await IsLetInAsync(), Is.True, "a genuine neighbour");
        await _issuing.RestartAsync();
        Assert.That(await KeyAsync(), Is.Null, "a start mends nothing");
        Assert.That(await _issuing.Get<ApiKeys>().RevokeAsync(_key.Id, _key with { InstitutionId = null }, CancellationToken.None), Is.True);
        Assert.That((await KeyAsync(), await FindingsAsync()), Is.EqualTo(((ApiKey?)null, "")));
    }

    [Test]
    public async Task Key_PutInByHand_LetsNobodyIn()
    {
        var (secret, hash) = _issuing.Get<ApiKeys>().NewSecret();
        await EditAsync($"INSERT INTO ApiKey (Id, Role, Person, PersonId, Hash, CreatedAt, ExpiresAt, IsDemo, Seal) SELECT 99, 'authority', Person, PersonId, x'{Convert.ToHexString(hash)}', CreatedAt, ExpiresAt, IsDemo, Seal FROM ApiKey WHERE Id = {_key.Id}");

        Assert.That(await _issuing.Get<ApiKeys>().FindAsync(secret, CancellationToken.None), Is.Null);
        Assert.That(await FindingsAsync(), Is.EqualTo("key/99 seal_broken"));
    }

    [TestCase("UPDATE ApiKey SET Role = 'approver' WHERE Id = @seat")]
    [TestCase("UPDATE Account SET MustChangePassword = 0 WHERE Id = @id")]
    [TestCase("UPDATE Account SET Issuer = 'https://provider.invalid', Subject = 'somebody' WHERE Id = @id")]
    [TestCase("UPDATE Account SET FactorCipher = x'00', FactorKeyId = 'none', FactorConfirmedAt = '2026-01-01T00:00:00.000Z' WHERE Id = @id")]
    [TestCase("INSERT INTO Passkey (Id, AccountId, Name, CredentialHash, CredentialId, PublicKey, SignCount, Transports, IsBackupEligible, IsBackedUp, MadeAt) VALUES (9, @id, 'x', zeroblob(32), x'01', x'02', 0, '', 0, 0, '2026-01-01T00:00:00.000Z')")]
    public async Task Account_ThatWasEdited_LetsNobodyIn_ByPasswordOrSession(string change)
    {
        var session = await EnterAsync();
        await EditAsync(change);

        Assert.That(await IsLetInAsync(), Is.False);
        Assert.That(await _issuing.Get<Sessions>().ContinueAsync(session, CancellationToken.None), Is.Null, "who was signed in is not any more");
        Assert.That(_issuing.Get<AccessSeals>().Found, Is.EqualTo(new[] { $"account/{_person.Account.Id}" }));
        Assert.That(await FindingsAsync(), Does.Contain("seal_broken"));
        Assert.That((await KeyAsync())?.Id, Is.EqualTo(_key.Id), "a genuine neighbour");
    }

    [Test]
    public async Task Password_PutInByHand_LetsNobodyIn_AndAChangeDoesNotMendIt()
    {
        var hash = _issuing.Get<Passwords>().Hash("a password of somebody's own");
        await EditAsync($"UPDATE Account SET PasswordHash = '{hash}', State = 1 WHERE Id = @id");
        var entered = await EnterAsync("a password of somebody's own");
        await _issuing.Get<AccountStore>().SetPasswordAsync(_person.Account.Id, hash, isFirst: false, CancellationToken.None);

        Assert.That((entered, await EnterAsync("a password of somebody's own")), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public async Task Account_ThatItsPersonChanged_GoesOn()
    {
        var session = await _issuing.Get<Sessions>().ContinueAsync(await EnterAsync(), CancellationToken.None);
        var changed = await _issuing.Get<Accounts>().ChangePasswordAsync(session!, _person.Password, "correct horse battery staple 9", CancellationToken.None);
        await _issuing.Get<AccountStore>().SetFactorAsync(_person.Account.Id, [1], "key", CancellationToken.None);
        await _issuing.Get<AccountStore>().UseStepAsync(_person.Account.Id, 7, _issuing.Clock.GetUtcNow(), CancellationToken.None);

        Assert.That(changed.Refusals?.First.Message, Is.Null);
        Assert.That(await EnterAsync("correct horse battery staple 9"), Is.Not.Null);
        Assert.That(await FindingsAsync(), Is.Empty);
    }

    [Test]
    public async Task Register_OfBefore_IsSealedAtTheFirstStart_AndAtNoOther()
    {
        await EditAsync("UPDATE ApiKey SET Seal = NULL; UPDATE Account SET Seal = NULL");
        var before = (await KeyAsync(), await IsLetInAsync());
        await _issuing.RestartAsync();
        var after = ((await KeyAsync())?.Id, await IsLetInAsync());
        await EditAsync("UPDATE Account SET Seal = NULL WHERE Id = @id");
        await _issuing.RestartAsync();

        Assert.That((before, after), Is.EqualTo((((ApiKey?)null, false), ((long?)_key.Id, true))));
        Assert.That(await IsLetInAsync(), Is.False, "other rows are sealed");
    }

    private Task<int> EditAsync(string change) => _issuing.Get<Database>().ExecuteAsync(
        change, new { id = _person.Account.Id, seat = _person.Account.Seat.Id }, CancellationToken.None);

    private Task<ApiKey?> KeyAsync() => _issuing.Get<ApiKeys>().FindAsync(_secret, CancellationToken.None);

    private async Task<bool> IsLetInAsync() => await EnterAsync() is not null;

    private async Task<string?> EnterAsync(string? password = null) =>
        (await _issuing.Get<SignIns>().EnterAsync("zhou.ning", password ?? _person.Password, null, null, CancellationToken.None))
            .TryGet(out var session, out _) ? session : null;

    private async Task<string> FindingsAsync() => string.Join('\n', (await _issuing.Get<RegisterAudit>().RunAsync(_ => { }, CancellationToken.None))
        .Findings.Select(finding => $"{finding.Subject} {finding.What}"));
}
