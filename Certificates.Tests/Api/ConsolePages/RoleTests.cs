using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>Another role for somebody who has an account, and how people are reached.</summary>
internal sealed class RoleTests
{
    private const string Institution = "0354";
    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddAsync() => Api.AddInstitutionAsync(Institution, needsApproval: true);

    [Test]
    public async Task Role_AskedForByOne_IsGivenByAnother_EndsEverySession_AndStaysOnRecord()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        var batch = await clerk.SendAsync(Csv.File());
        var person = $"/console/people/{clerk.Account.Id}";
        using (var asked = await asker.PostAsync(person, $"{person}/role", ("role", "approver")))
        {
            Assert.That(asked.Headers.Location?.ToString(), Does.EndWith("said=asked"));
        }

        var change = PeopleTests.ChangeOf(await other.ReadAsync("/console/people"), clerk.Login);
        var page = await other.ReadAsync($"/console/people/changes/{change}");
        Assert.That(page, Does.Match("经办人\\s*→ <strong>审批人").And.Contain("登录全部结束"));
        Assert.That(await RoleAsync(clerk), Is.EqualTo("operator"), "nothing happens before it is confirmed");
        var own = await asker.SubmitAsync("/console/people", $"/console/people/changes/{change}/confirmation");
        var done = await other.SubmitAsync("/console/people", $"/console/people/changes/{change}/confirmation");
        using var gone = await clerk.GetAsync("/console");

        Assert.That(own, Does.Contain("role=\"alert\""));
        Assert.That(done, Does.Contain("角色已更换"));
        Assert.That(gone.Headers.Location?.ToString(), Does.StartWith("/console/sign-in"));
        Assert.That(await RoleAsync(clerk), Is.EqualTo("approver"));
        Assert.That(await other.ReadAsync(person), Does.Contain("更换").And.Contain(asker.Account.Seat.Person).And.Contain(other.Account.Seat.Person));

        await clerk.EnterAsync();
        using (var factor = await clerk.GetAsync("/console"))
        {
            Assert.That(factor.Headers.Location?.ToString(), Is.EqualTo("/console/me/factor"), "an approver has a second factor");
        }

        await clerk.EnrolAsync();
        Assert.That(await clerk.SubmitAsync(batch, $"{batch}/approval"), Does.Contain("role=\"alert\""), "what one sent in the role before is one's own still");
    }

    [TestCase("authority", 403)]
    [TestCase("auditor", 403)]
    [TestCase("operator", 403)]
    [TestCase("checker", 403)]
    [TestCase("king", 400)]
    public async Task Role_OutsideOnesOwnPlace_OrTheOneThereIs_IsRefused(string role, int status)
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        var person = $"/console/people/{clerk.Account.Id}";
        using var asked = await asker.PostAsync(person, $"{person}/role", ("role", role));

        Assert.That((int)asked.StatusCode, Is.EqualTo(status));
        Assert.That(await RoleAsync(clerk), Is.EqualTo("operator"));
    }

    [Test]
    public async Task Approver_MakesNobodyAnApproverOfAnotherInstitution()
    {
        using var stranger = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver);
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        using var asked = await stranger.PostAsync("/console/people", $"/console/people/{clerk.Account.Id}/role", ("role", "approver"));

        Assert.That((int)asked.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task Contact_IsAskedForWithTheAccount_KeptByItsPerson_AndEncrypted()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using (await asker.PostAsync(
            "/console/people", "/console/people", ("person", "可联系的人"), ("login", "reached-person"), ("role", "operator"), ("contact", " 020-55550001 ")))
        {
        }

        var change = PeopleTests.ChangeOf(await other.ReadAsync("/console/people"), "reached-person");
        Assert.That(await other.ReadAsync($"/console/people/changes/{change}"), Does.Contain("020-55550001"));
        Assert.That(await Api.CountAsync("SELECT COUNT(*) FROM Account WHERE ContactCipher IS NOT NULL AND INSTR(CAST(ContactCipher AS TEXT), '5555') > 0"), Is.Zero);

        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        using (var kept = await clerk.PostAsync("/console/me", "/console/me/contact", ("contact", "clerk@example.cn")))
        {
            Assert.That(kept.Headers.Location?.ToString(), Is.EqualTo("/console/me?said=true"));
        }

        Assert.That(await clerk.ReadAsync("/console/me"), Does.Contain("value=\"clerk@example.cn\""));
        Assert.That(await asker.ReadAsync($"/console/people/{clerk.Account.Id}"), Does.Contain("clerk@example.cn"));
        Assert.That(await clerk.SubmitAsync("/console/me", "/console/me/contact", ("contact", new string('长', 201))), Does.Contain("联系方式应为一行文字"));
        using (await clerk.PostAsync("/console/me", "/console/me/contact", ("contact", "")))
        {
            Assert.That(await asker.ReadAsync($"/console/people/{clerk.Account.Id}"), Does.Contain("未填写"));
        }
    }

    private static async Task<string> RoleAsync(ConsoleBrowser person) =>
        await Api.CountAsync($"SELECT COUNT(*) FROM ApiKey WHERE Id = {person.Account.Seat.Id} AND Role = 'approver'") == 1 ? "approver" : "operator";
}
