using Certificates.Core;

namespace Certificates.Tests.Lifecycle;

/// <summary>Each move of the contract's table and each that is not in it, on the API and as the public sees it.</summary>
[TestFixture]
internal sealed class MoveTests
{
    private static readonly string[] Changes = ["suspension", "restoration", "revocation", "cancellation"];
    private static readonly string[] Statuses = ["valid", "suspended", "revoked", "cancelled"];

    // the contract, written out again: from, change, to
    private static readonly (string From, string Change, string To)[] Contract =
    [
        ("valid", "suspension", "suspended"),
        ("valid", "revocation", "revoked"),
        ("valid", "cancellation", "cancelled"),
        ("suspended", "restoration", "valid"),
        ("suspended", "revocation", "revoked"),
        ("suspended", "cancellation", "cancelled"),
    ];

    private BothServices _services = null!;
    private Queue<Issued> _fresh = null!;

    private static IEnumerable<object[]> Cases =>
        from status in Statuses
        from change in Changes
        from category in (string[])["holder_request", "court_order"]
        from role in (string[])["authority", "operator"]
        select (object[])[status, change, category, role];

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _services = await BothServices.OpenAsync();
        _fresh = new Queue<Issued>(await _services.IssueAsync(Cases.Count()));
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    [TestCaseSource(nameof(Cases))]
    public async Task Move_OfTheTableOrNot_IsMadeOrRefusedAndThePublicSeesWhereItStands(string from, string change, string category, string role)
    {
        var issued = _fresh.Dequeue();
        await BringToAsync(issued.Number, from);
        var expected = Expected(from, change, category, role);

        if (expected is null)
        {
            var problem = await BothServices.RefusedAsync(_services.ChangeAsync(role, issued.Number, change, category), 409, "move_not_allowed");
            Assert.That((string)problem["detail"]!, Does.Contain(from));
        }
        else if (role == "authority")
        {
            var record = await BothServices.DoneAsync(_services.ChangeAsync(role, issued.Number, change, category));
            Assert.That((string)record["status"]!, Is.EqualTo(expected));
        }
        else
        {
            var request = await BothServices.DoneAsync(_services.ChangeAsync(role, issued.Number, change, category), 202);
            Assert.That((string)(await _services.RecordAsync(issued.Number))["status"]!, Is.EqualTo(from), "one key changes nothing");
            var approved = await BothServices.DoneAsync(_services.PostAsync("approver", $"/v1/requests/{request["id"]}/approval"));
            Assert.That(((string)approved["state"]!, (int)approved["result"]!["changed"]!), Is.EqualTo(("approved", 1)));
        }

        var stands = expected ?? from;
        var last = expected is null ? "other" : category;
        Assert.That((string)(await _services.RecordAsync(issued.Number))["status"]!, Is.EqualTo(stands));
        var verdict = await new PublicView(_services, issued.Number, 1, issued.Name).VerdictsAsync();
        Assert.That(verdict.Values, Is.All.EqualTo(stands == "valid" ? "valid" : $"not_valid {stands} on {Today} for {last}"));
    }

    [TestCase("approver", "approver2")]
    [TestCase("operator", "authority")]
    public async Task Move_AskedByOneKey_IsDecidedByAnother(string asks, string decides)
    {
        var issued = (await _services.IssueAsync())[0];
        var request = await BothServices.DoneAsync(_services.ChangeAsync(asks, issued.Number, "suspension"), 202);

        await BothServices.DoneAsync(_services.PostAsync(decides, $"/v1/requests/{request["id"]}/approval"));

        Assert.That((string)(await _services.RecordAsync(issued.Number))["status"]!, Is.EqualTo("suspended"));
    }

    [TestCase("{}", new[] { "category", "reason" })]
    [TestCase("""{"category":"wish","reason":"x"}""", new[] { "category" })]
    [TestCase("""{"category":"other","reason":"  "}""", new[] { "reason" })]
    [TestCase("""{"category":"other","reason":"x","evidenceSha256":"abc"}""", new[] { "evidenceSha256" })]
    [TestCase("""{"category":"Complaint","evidenceSha256":"zz"}""", new[] { "category", "reason", "evidenceSha256" })]
    public async Task Move_WithoutAGoodGround_Is400WithEachFault(string body, string[] fields)
    {
        var issued = (await _services.IssueAsync())[0];
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _services.As("authority").PostAsync($"/v1/certificates/{issued.Number}/suspension", content);
        var problem = await Api.Problem.AssertAsync(answer, 400, fields[0] switch
        {
            "category" => body.Contains("category", StringComparison.Ordinal) ? "category_unknown" : "category_missing",
            "reason" => "reason_missing",
            _ => "evidence_invalid",
        });

        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Is.EquivalentTo(fields));
        Assert.That((string)(await _services.RecordAsync(issued.Number))["status"]!, Is.EqualTo("valid"));
    }

    [Test]
    public async Task Move_OfAnotherInstitutionsOrNoCertificate_IsNotFound()
    {
        var issued = (await _services.IssueAsync())[0];

        await BothServices.RefusedAsync(_services.ChangeAsync("stranger", issued.Number, "suspension"), 404, "not_found");
        await BothServices.RefusedAsync(_services.ChangeAsync("authority", "Z00011101042610000123J", "suspension"), 404, "not_found");
        await BothServices.RefusedAsync(_services.ChangeAsync("authority", "Z00011101042610000123X", "suspension"), 400, "number_mistyped");
        await BothServices.RefusedAsync(_services.ChangeAsync("auditor", issued.Number, "suspension"), 403, "role_not_allowed");
        await BothServices.RefusedAsync(_services.ChangeAsync("checker", issued.Number, "suspension"), 403, "role_not_allowed");
    }

    private static string Today => ChinaTime.DayOf(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string? Expected(string from, string change, string category, string role) =>
        (from, change, category, role) is ("revoked", "restoration", "court_order", "authority")
            ? "valid"
            : Contract.Where(move => move.From == from && move.Change == change).Select(move => move.To).SingleOrDefault();

    private async Task BringToAsync(string number, string status)
    {
        var change = Contract.FirstOrDefault(move => move.From == "valid" && move.To == status).Change;
        if (change is not null)
        {
            await BothServices.DoneAsync(_services.ChangeAsync("authority", number, change, "other"));
        }
    }
}
