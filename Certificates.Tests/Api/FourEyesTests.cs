using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Api;

/// <summary>Four eyes are two people's, whatever keys they have.</summary>
internal sealed class FourEyesTests
{
    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync("0351", needsApproval: true);

    [TestCase("王甲", null, "王甲", null, 409)]
    [TestCase("王甲", null, " 王　甲 ", null, 409)]
    [TestCase("Wang Jia", null, "ＷＡＮＧ  jia", null, 409)]
    [TestCase("成绩系统", "李乙", "李乙", null, 409)]
    [TestCase("成绩系统", "李乙", "审批系统", "李乙", 409)]
    [TestCase("王甲", null, "王乙", null, 200)]
    [TestCase("成绩系统", "李乙", "成绩系统", "王甲", 200)]
    public async Task Batch_DecidedByTheSendersPerson_IsRefused(string person, string? owner, string approver, string? approversOwner, int status)
    {
        using var sender = await ClientAsync("operator", person, owner);
        using var decider = await ClientAsync("approver", approver, approversOwner);
        using var sent = await sender.PostAsync("/v1/batches", Csv.Content(Csv.File()));
        var id = (string)(await sent.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;

        using var answer = await decider.PostAsync($"/v1/batches/{id}/approval", null);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        if (status == 409)
        {
            await Problem.AssertAsync(answer, 409, "same_person");
            using var declined = await decider.PostAsJsonAsync($"/v1/batches/{id}/refusal", new { reason = "x" });
            await Problem.AssertAsync(declined, 409, "same_person");
            Assert.That((string)(await sender.GetFromJsonAsync<JsonNode>($"/v1/batches/{id}"))!["status"]!, Is.EqualTo("awaiting_approval"));
        }
    }

    [Test]
    public async Task Request_DecidedByTheAskersPerson_IsRefusedAndChangesNothing()
    {
        await Api.AddInstitutionAsync("0152");
        using var asker = await ClientAsync("operator", "王丙", null, "0152");
        using var same = await ClientAsync("approver", "王丙", null, "0152");
        using var other = await ClientAsync("approver", "王丁", null, "0152");
        var batch = await Api.IssueAsync(Csv.File(), "0152-operator");
        var rows = await asker.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows?outcome=issued");
        var number = (string)rows!["items"]![0]!["certificateNumber"]!;
        using var asked = await asker.PostAsJsonAsync($"/v1/certificates/{number}/suspension", new { category = "complaint", reason = "x" });
        var request = (await asked.Content.ReadFromJsonAsync<JsonNode>())!["id"];

        await Problem.AssertAsync(await same.PostAsync($"/v1/requests/{request}/approval", null), 409, "same_person");
        await Problem.AssertAsync(await same.PostAsJsonAsync($"/v1/requests/{request}/refusal", new { reason = "x" }), 409, "same_person");
        Assert.That((string)(await asker.GetFromJsonAsync<JsonNode>($"/v1/certificates/{number}"))!["status"]!, Is.EqualTo("valid"));
        Assert.That((int)(await other.PostAsync($"/v1/requests/{request}/approval", null)).StatusCode, Is.EqualTo(200));
    }

    private static async Task<HttpClient> ClientAsync(string role, string person, string? owner, string institution = "0351")
    {
        using var authority = Api.Client("authority");
        using var made = await authority.PostAsJsonAsync("/v1/keys", new { role, institutionCode = institution, person, owner });
        Assert.That((int)made.StatusCode, Is.EqualTo(201), await made.Content.ReadAsStringAsync());
        var client = Api.Client(null);
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", (string)(await made.Content.ReadFromJsonAsync<JsonNode>())!["secret"]!);
        return client;
    }
}
