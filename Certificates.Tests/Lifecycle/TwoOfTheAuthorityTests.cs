using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Core.Coding;
using Certificates.Core.Lifecycle;
using Certificates.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Lifecycle;

/// <summary>What takes both persons of the authority, as soon as it has two.</summary>
[TestFixture]
internal sealed class TwoOfTheAuthorityTests
{
    private BothServices _services = null!;
    private int _people;

    private CertificateChanges Changes => _services.Api.Services.GetRequiredService<CertificateChanges>();

    private ChangeRequests Requests => _services.Api.Services.GetRequiredService<ChangeRequests>();

    [SetUp]
    public async Task OpenAsync() => _services = await BothServices.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    [Test]
    public async Task Suspension_OfMany_IsMadeAtOnceByTheOnlyPerson_AndWaitsForTheOtherOfTwo()
    {
        var (first, then) = (await _services.IssueAsync(2), await _services.IssueAsync(2));
        var one = await PersonAsync("甲");
        var alone = await SuspendAsync(one, first);
        var other = await PersonAsync("乙");
        var asked = await SuspendAsync(one, then);
        var single = await ChangeAsync(one, ChangeTarget.Of(Number(first[0])), ChangeKind.Restoration);
        var before = await StatusAsync(then[0]);
        var own = await Requests.ApproveAsync(asked.Request!.Id, one, CancellationToken.None);
        var approved = await Requests.ApproveAsync(asked.Request.Id, other, CancellationToken.None);

        Assert.Multiple(async () =>
        {
            Assert.That((alone.Result?.Changed, single.Result?.Changed), Is.EqualTo((2, 1)), "the only person, and one certificate");
            Assert.That((asked.Result, asked.Request.DecidedByRole, before), Is.EqualTo(((ChangeResult?)null, "authority", "valid")));
            Assert.That(CodeOf(own), Is.EqualTo("own_request"));
            Assert.That(approved.TryGet(out var done, out _) ? done.Result?.Changed : null, Is.EqualTo(2));
            Assert.That(await StatusAsync(then[1]), Is.EqualTo("suspended"));
        });
    }

    [Test]
    public async Task Suspension_OfManyInstitutions_WaitsAsARequestForEach()
    {
        var here = await _services.IssueAsync(1);
        await _services.Api.AddInstitutionAsync("0644");
        await _services.Api.IssueAsync(Csv.File(), "0644-operator");
        var there = await _services.GetAsync("auditor", "/v1/batches?limit=1");
        var number = (string)(await _services.GetAsync("auditor", $"/v1/batches/{there["items"]![0]!["id"]}/rows"))["items"]![0]!["certificateNumber"]!;
        var (one, other) = (await PersonAsync("甲"), await PersonAsync("乙"));

        var asked = await ChangeAsync(one, List(here[0].Number, number), ChangeKind.Suspension);

        Assert.That(asked.Further, Has.Count.EqualTo(1));
        foreach (var request in asked.Further.Prepend(asked.Request!))
        {
            Assert.That((await Requests.ApproveAsync(request.Id, other, CancellationToken.None)).TryGet(out var made, out _), Is.True);
            Assert.That(made!.Result!.Changed, Is.EqualTo(1));
        }

        Assert.That(asked.Further.Prepend(asked.Request!).Select(request => request.InstitutionCode), Is.EquivalentTo(new[] { "0001", "0644" }));
    }

    [Test]
    public async Task Correction_OfIdentityAskedForByAnInstitution_IsMadeWhenBothAgree()
    {
        var issued = (await _services.IssueAsync())[0];
        var asked = await BothServices.DoneAsync(_services.CorrectAsync("approver", issued.Number, new { name = "余敏婧" }), 202);
        var id = (long)asked["id"]!;
        var (one, other) = (await PersonAsync("甲"), await PersonAsync("乙"));

        var first = await Requests.ApproveAsync(id, one, CancellationToken.None);
        var again = await Requests.ApproveAsync(id, one, CancellationToken.None);
        var before = (await _services.RecordAsync(issued.Number))["versions"]!.AsArray().Count;
        var second = await Requests.ApproveAsync(id, other, CancellationToken.None);

        Assert.Multiple(async () =>
        {
            Assert.That(first.TryGet(out var agreed, out _) ? (agreed.State, agreed.AgreedBy) : default, Is.EqualTo((ChangeRequestState.Open, (long?)one.Id)));
            Assert.That((CodeOf(again), before), Is.EqualTo(("same_person", 1)));
            Assert.That(second.TryGet(out var made, out _) ? made.State : default, Is.EqualTo(ChangeRequestState.Approved));
            Assert.That((await _services.RecordAsync(issued.Number))["versions"]!.AsArray(), Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task Correction_OfIdentityByOneOfTwo_WaitsForTheOther()
    {
        var issued = (await _services.IssueAsync())[0];
        var (one, other) = (await PersonAsync("甲"), await PersonAsync("乙"));

        var asked = await Changes.CorrectAsync(
            Number(issued), new Correction { Name = "余敏婧" }, Ground(), one, CancellationToken.None);
        Assert.That(asked.TryGet(out var outcome, out _), Is.True);
        var made = await Requests.ApproveAsync(outcome!.Request!.Id, other, CancellationToken.None);

        Assert.That(made.TryGet(out var done, out _) ? done.State : default, Is.EqualTo(ChangeRequestState.Approved), "the asker and one other are two");
    }

    [Test]
    public async Task Key_OfAProgramOfTheAuthority_ActsAlone()
    {
        var issued = await _services.IssueAsync(2);
        _ = (await PersonAsync("甲"), await PersonAsync("乙"));

        var done = await BothServices.DoneAsync(_services.PostAsync(
            "authority", "/v1/certificates/suspension", new { numbers = issued.Select(each => each.Number), category = "complaint", reason = "来信" }));

        Assert.That((int)done["changed"]!, Is.EqualTo(2));
    }

    private async Task<ApiKey> PersonAsync(string name)
    {
        var accounts = _services.Api.Services.GetRequiredService<Accounts>();
        var opened = await accounts.OpenAsync(
            new AskedAccount(name, $"authority-{++_people}", ApiKeyRole.Authority, null), CancellationToken.None);
        Assert.That(opened.TryGet(out var first, out _), Is.True);
        return first!.Account.Seat;
    }

    private Task<ChangeOutcome> SuspendAsync(ApiKey actor, IEnumerable<Issued> issued) =>
        ChangeAsync(actor, List([.. issued.Select(each => each.Number)]), ChangeKind.Suspension);

    private async Task<ChangeOutcome> ChangeAsync(ApiKey actor, ChangeTarget target, ChangeKind kind)
    {
        var changed = await Changes.ChangeAsync(kind, target, Ground(), actor, CancellationToken.None);
        Assert.That(changed.TryGet(out var outcome, out var refusals), Is.True, refusals?.First.Message);
        return outcome!;
    }

    private async Task<string> StatusAsync(Issued issued) => (string)(await _services.RecordAsync(issued.Number))["status"]!;

    private static ChangeGround Ground() =>
        ChangeGround.Read("complaint", "来信编号 12", null).TryGet(out var ground, out _) ? ground : throw new InvalidOperationException();

    private static ChangeTarget List(params string?[] numbers) =>
        ChangeTarget.ReadList(numbers).TryGet(out var list, out _) ? list : throw new InvalidOperationException();

    private static CertificateNumber Number(Issued issued) =>
        CertificateNumber.TryParse(issued.Number, out var number, out _) ? number : throw new InvalidOperationException();

    private static string? CodeOf(Result<ChangeRequest> result) => result.TryGet(out _, out var refusals) ? null : refusals.First.Code.Code;
}
