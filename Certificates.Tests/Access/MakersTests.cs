using System.Text;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.Authority;
using Certificates.Core.Access.People;
using Certificates.Core.Batches;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Directories;
using Certificates.Core.Lifecycle;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Access;

/// <summary>
/// Whoever made a person, or a key, decides for thirty days nothing that it sent or asked for; on a clock of the test's, so that the last
/// day is met to the instant.
/// </summary>
[TestFixture]
internal sealed class MakersTests
{
    private TestIssuing _issuing = null!;
    private Queue<string> _numbers = null!;
    private int _people;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync();
        var batch = await SendAsync(_issuing.Sender, Csv.File(issued: 3));
        await _issuing.IssueAsync(batch);
        var issued = await _issuing.Get<Database>().QueryAsync<string>("SELECT Number FROM Certificate", null, CancellationToken.None);
        _numbers = new Queue<string>(issued);
        await _issuing.Get<Database>().ExecuteAsync(
            "UPDATE InstitutionVersion SET NeedsApproval = 1 WHERE InstitutionId = 1; UPDATE IdSeries SET Next = Next + 1 WHERE Name = 'DirectoryChange'",
            null, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task Maker_OfWhoeverAsked_DecidesOnlyAfterThirtyDays(
        [Values("batch", "request", "right", "account", "program", "key")] string what, [Values(29, 30, 31)] int days)
    {
        var role = what == "right" ? ApiKeyRole.Authority : ApiKeyRole.Approver;
        var (asker, confirmer, third) = (await OpenAsync(role), await OpenAsync(role), await OpenAsync(role));
        var decide = await AskAsync(what, asker, confirmer);
        _issuing.Clock.Advance(TimeSpan.FromDays(days));

        if (days > 30)
        {
            Assert.That(await decide(asker), Is.Null);
            return;
        }

        Assert.That((await decide(asker), await decide(confirmer)), Is.EqualTo(("account_maker", "account_maker")));
        Assert.That(await decide(third), Is.Null, "another person");
    }

    [Test]
    public async Task Owner_OfAKey_DecidesNothingThatItSent()
    {
        var (owner, other) = (await OpenAsync(ApiKeyRole.Approver), await OpenAsync(ApiKeyRole.Approver));
        var batch = await SendAsync(await ProgramAsync(owner), Csv.File());

        Assert.That(await ApproveAsync(batch, owner), Is.EqualTo("same_person"));
        Assert.That(await ApproveAsync(batch, other), Is.Null);
    }

    /// <summary>Has two persons make a third, or a key, which asks for something; how one decides it: the refusal's code, or null.</summary>
    private async Task<Func<ApiKey, Task<string?>>> AskAsync(string what, ApiKey asker, ApiKey confirmer)
    {
        if (what == "key")
        {
            var sent = await SendAsync(await MakeKeyAsync(asker, confirmer), Csv.File());
            return decider => ApproveAsync(sent, decider);
        }

        var role = what switch { "right" => ApiKeyRole.Authority, "account" => ApiKeyRole.Approver, _ => ApiKeyRole.Operator };
        var made = await MakeAsync(role, asker, confirmer);
        switch (what)
        {
            case "request":
                var request = await RequestAsync(made);
                return async decider => CodeOf(await _issuing.Get<ChangeRequests>().ApproveAsync(request, decider, default));
            case "right":
                var proposal = await RightAsync(made);
                return async decider => CodeOf(await _issuing.Get<RightProposals>().ConfirmAsync(proposal, decider, default));
            case "account":
                var change = ValueOf(await _issuing.Get<Accounts>().AskAsync(made, Asked(ApiKeyRole.Operator), default));
                var id = (await _issuing.Get<AccountChanges>().OpenAsync(made, default)).Single(open => open.Account.Id == change).Id;
                return async decider => CodeOf(await _issuing.Get<AccountChanges>().ConfirmAsync(decider, id, default));
            default:
                var batch = await SendAsync(what == "program" ? await ProgramAsync(made) : made, Csv.File());
                return decider => ApproveAsync(batch, decider);
        }
    }

    private async Task<ApiKey> OpenAsync(ApiKeyRole role) => ValueOf(await _issuing.Get<Accounts>().OpenAsync(Asked(role), default)).Account.Seat;

    private async Task<ApiKey> MakeAsync(ApiKeyRole role, ApiKey asker, ApiKey confirmer)
    {
        var changes = _issuing.Get<AccountChanges>();
        var account = ValueOf(await _issuing.Get<Accounts>().AskAsync(asker, Asked(role), default));
        var change = (await changes.OpenAsync(asker, default)).Single(open => open.Account.Id == account);
        return ValueOf(await changes.ConfirmAsync(confirmer, change.Id, default)).Account.Seat;
    }

    private async Task<ApiKey> MakeKeyAsync(ApiKey asker, ApiKey confirmer)
    {
        var asked = new AskedKey(ApiKeyRole.Operator, null, $"系统{++_people}", "某人", null);
        var waiting = ValueOf(await _issuing.Get<KeyProposals>().MakeAsync(asker, asked, default)).Waiting!;
        return ValueOf(await _issuing.Get<KeyProposals>().ConfirmAsync(waiting.Id, confirmer, default)).Key!;
    }

    /// <summary>The key of a system that somebody answers for, made by nobody of the console.</summary>
    private async Task<ApiKey> ProgramAsync(ApiKey owner) => ValueOf(await _issuing.Get<ApiKeys>().CreateAsync(
        ApiKeyRole.Operator, "0001", $"系统{++_people}", owner.Person, null, default)).Key;

    private async Task<long> RequestAsync(ApiKey asker)
    {
        Assert.That(CertificateNumber.TryParse(_numbers.Dequeue(), out var number, out _), Is.True);
        var ground = ValueOf(ChangeGround.Read("complaint", "来信编号 12", null));
        return ValueOf(await _issuing.Get<CertificateChanges>().ChangeAsync(
            ChangeKind.Suspension, ChangeTarget.Of(number!), ground, asker, default)).Request!.Id;
    }

    private async Task<long> RightAsync(ApiKey asker)
    {
        var day = DateOnly.FromDateTime(_issuing.Clock.GetUtcNow().Date).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var right = new SentAuthorisation(null, "training", "05", ["junior"], day, null, null, $"批文{++_people}");
        return ValueOf(await _issuing.Get<RightProposals>().ChangeAsync("0002", new RightChange(right, null, null, null), asker, default)).Waiting!.Id;
    }

    private async Task<Guid> SendAsync(ApiKey sender, string file) =>
        ValueOf(await _issuing.SendAsync(Encoding.UTF8.GetBytes(file), sender: sender)).Batch.Id;

    private async Task<string?> ApproveAsync(Guid batch, ApiKey approver) =>
        CodeOf(await _issuing.Get<BatchDecisions>().ApproveAsync(batch, approver, default));

    private AskedAccount Asked(ApiKeyRole role) =>
        new($"某人{++_people}", $"made-{_people}", role, role.IsOfInstitution() ? "0001" : null);

    private static T ValueOf<T>(Result<T> result)
        where T : notnull
    {
        Assert.That(result.TryGet(out var value, out var refusals), Is.True, refusals?.First.Message);
        return value!;
    }

    private static string? CodeOf<T>(Result<T> result)
        where T : notnull => result.TryGet(out _, out var refusals) ? null : refusals.First.Code.Code;
}
