using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Tests.Api;

namespace Certificates.Tests.Lifecycle;

/// <summary>Many certificates in one request and one decision.</summary>
[TestFixture]
internal sealed class RecallTests
{
    private const int Many = 500;
    private BothServices _services = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _services = await BothServices.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    [Test]
    public async Task Batch_RecalledWhole_IsSuspendedForTheVeryNextQuestion()
    {
        var issued = await _services.IssueAsync(Many);
        var request = await BothServices.DoneAsync(
            _services.PostAsync("operator", $"/v1/batches/{issued[0].BatchId}/suspension", BothServices.Ground()), 202);
        Assert.That(((int)request["certificates"]!, (string)request["batchId"]!), Is.EqualTo((Many, issued[0].BatchId)));
        Assert.That(await ResultsAsync(issued), Is.All.EqualTo("valid"), "one key recalls nothing");

        var clock = Stopwatch.StartNew();
        var approved = await BothServices.DoneAsync(_services.PostAsync("approver", $"/v1/requests/{request["id"]}/approval"));
        TestContext.Out.WriteLine($"{Many} certificates suspended in {clock.ElapsedMilliseconds} ms");

        Assert.That(((int)approved["result"]!["changed"]!, (int)approved["result"]!["skipped"]!), Is.EqualTo((Many, 0)));
        Assert.That(await ResultsAsync(issued), Is.All.EqualTo("not_valid suspended for complaint"));
        Assert.That(
            await _services.Api.CountAsync($"SELECT COUNT(*) FROM CertificateEvent WHERE Kind = 'suspended' AND SecondKeyId IS NOT NULL"), Is.EqualTo(Many));
        await RestoreWhileATwinLivesAsync(issued[7]);
    }

    [Test]
    public async Task List_ByTheAuthority_IsDoneAtOnceAndTellsWhatItLeft()
    {
        var issued = await _services.IssueAsync(3);
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[1].Number, "revocation"));

        var done = await BothServices.DoneAsync(ListAsync("authority", "cancellation", issued.Select(each => each.Number)));

        Assert.That(((int)done["changed"]!, (int)done["skipped"]!, (bool)done["truncated"]!), Is.EqualTo((2, 1, false)));
        Assert.That(
            ((string)done["items"]![0]!["number"]!, (string)done["items"]![0]!["status"]!), Is.EqualTo((issued[1].Number, "revoked")));
        Assert.That(await ResultsAsync(issued), Is.EqualTo(
            new[] { "not_valid cancelled for complaint", "not_valid revoked for complaint", "not_valid cancelled for complaint" }));
    }

    [Test]
    public async Task List_OfWhichNoneCanBeMoved_IsRefused()
    {
        var issued = await _services.IssueAsync(2);
        await BothServices.DoneAsync(ListAsync("authority", "cancellation", issued.Select(each => each.Number)));

        await BothServices.RefusedAsync(ListAsync("authority", "suspension", issued.Select(each => each.Number)), 409, "move_not_allowed");
        await BothServices.RefusedAsync(ListAsync("operator", "suspension", issued.Select(each => each.Number)), 409, "move_not_allowed");
    }

    [Test]
    public async Task List_WithANumberThatIsNotThere_IsRefusedWholeByItsPlace()
    {
        var issued = await _services.IssueAsync(2);
        string[] unknown = [issued[0].Number, issued[1].Number, "Z00011101042610000123J"];
        string[] mistyped = [issued[0].Number, "Z00011101042610000123X", "", issued[1].Number];

        var missing = await BothServices.RefusedAsync(ListAsync("authority", "suspension", unknown), 404, "not_found");
        var wrong = await BothServices.RefusedAsync(ListAsync("authority", "suspension", mistyped), 400, "number_mistyped");
        var others = await BothServices.RefusedAsync(ListAsync("stranger", "suspension", issued.Select(each => each.Number)), 404, "not_found");

        Assert.That(missing["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { "numbers[2]" }));
        Assert.That(wrong["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { "numbers[1]", "numbers[2]" }));
        Assert.That(others["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { "numbers[0]" }));
        await BothServices.RefusedAsync(ListAsync("authority", "suspension", []), 400, "numbers_missing");
        await BothServices.RefusedAsync(
            ListAsync("authority", "suspension", Enumerable.Repeat(issued[0].Number, 10_001)), 400, "too_many_numbers");
        Assert.That(await ResultsAsync(issued), Is.All.EqualTo("valid"));
    }

    [Test]
    public async Task List_AskedForByAnInstitution_KeepsItsNumbersForWhoeverDecides()
    {
        var issued = await _services.IssueAsync(2);
        string[] numbers = [issued[1].Number, issued[0].Number];

        var request = await BothServices.DoneAsync(ListAsync("operator", "cancellation", numbers), 202);
        var read = await _services.GetAsync("approver", $"/v1/requests/{request["id"]}");
        await BothServices.DoneAsync(_services.PostAsync("approver", $"/v1/requests/{request["id"]}/approval"));

        Assert.That(read["numbers"]!.AsArray().Select(number => (string)number!), Is.EqualTo(numbers));
        Assert.That((read["number"], read["batchId"]), Is.EqualTo((default(JsonNode), default(JsonNode))));
        Assert.That(await ResultsAsync(issued), Is.All.EqualTo("not_valid cancelled for complaint"));
    }

    [Test]
    public async Task Batch_OfAnotherInstitutionOrWithoutCertificates_IsRefused()
    {
        var issued = await _services.IssueAsync();
        var empty = await _services.Api.IssueAsync(Csv.File(issued: 0, notPassed: 1));

        await BothServices.RefusedAsync(
            _services.PostAsync("strange approver", $"/v1/batches/{issued[0].BatchId}/suspension", BothServices.Ground()), 404, "not_found");
        await BothServices.RefusedAsync(
            _services.PostAsync("authority", $"/v1/batches/{empty["id"]}/suspension", BothServices.Ground()), 409, "move_not_allowed");
        await BothServices.RefusedAsync(
            _services.PostAsync("authority", $"/v1/batches/{issued[0].BatchId}/suspension"), 400, "category_missing");
        await BothServices.RefusedAsync(
            _services.PostAsync("auditor", $"/v1/batches/{issued[0].BatchId}/suspension", BothServices.Ground()), 403, "role_not_allowed");
    }

    /// <summary>Revoked out of the recalled batch, then issued anew: the first cannot come back beside the second.</summary>
    private async Task RestoreWhileATwinLivesAsync(Issued one)
    {
        await BothServices.DoneAsync(_services.ChangeAsync("authority", one.Number, "revocation", "issued_in_error"));
        var cells = one.Row.Split(',');
        var twin = (await _services.IssueAsync([string.Join(',', ["twin", .. cells[1..]])]))[0];

        var problem = await BothServices.RefusedAsync(
            _services.ChangeAsync("authority", one.Number, "restoration", "court_order"), 409, "certificate_exists");

        Assert.That((string)problem["detail"]!, Does.Contain(twin.Number));
        Assert.That((string)(await _services.RecordAsync(one.Number))["status"]!, Is.EqualTo("revoked"));
        await BothServices.DoneAsync(_services.ChangeAsync("authority", twin.Number, "cancellation"));
        await BothServices.DoneAsync(_services.ChangeAsync("authority", one.Number, "restoration", "court_order"));
    }

    private Task<HttpResponseMessage> ListAsync(string role, string change, IEnumerable<string> numbers) => _services.PostAsync(
        role, $"/v1/certificates/{change}", new { numbers, category = "complaint", reason = BothServices.Secret });

    /// <summary>Verdict, reasons and category of each by a list the public site checks.</summary>
    private async Task<IEnumerable<string>> ResultsAsync(IEnumerable<Issued> issued)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/bulk")
        {
            Content = JsonContent.Create(new { items = issued.Select(each => new { number = each.Number, name = each.Name }) }),
        };
        request.Headers.Add("Authorization", $"Bearer {_services.Api.Keys["checker"]}");
        request.Headers.Add("X-Purpose", "recall");
        using var answer = await _services.Public.SendAsync(request);
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return [.. body["items"]!.AsArray().Select(item =>
        {
            var said = item!.AsObject();
            said.Remove("statusChangedOn");
            return PublicView.Words(said);
        })];
    }
}
