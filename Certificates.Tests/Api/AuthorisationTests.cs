using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core;

namespace Certificates.Tests.Api;

internal sealed class AuthorisationTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Rights_SetAgain_AreTheSameRights()
    {
        await DirectoryCalls.AddAsync(Api, "0501");
        var first = await DirectoryCalls.AuthoriseAsync(Api, "0501", validTo: "2026-12-31");
        var second = await DirectoryCalls.AuthoriseAsync(Api, "0501", validTo: "2026-12-31");

        Assert.That(second.ToJsonString(), Is.EqualTo(first.ToJsonString()));
        Assert.That(first["items"]![0]!["resultsUntil"]!.GetValue<string>(), Is.EqualTo("2027-03-31"), "90 days when nothing is said");
        Assert.That((await DirectoryCalls.GetAsync(Api, "/v1/directory-events?target=authorisations/0501"))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Rights_AddedChangedAndLeftOut_KeepTheirHistory()
    {
        await DirectoryCalls.AddAsync(Api, "0502");
        const string path = "/v1/institutions/0502/authorisations";
        var first = await DirectoryCalls.PutAsync(Api, path, new { items = new[] { DirectoryCalls.Right(), DirectoryCalls.Right(occupationNumber: "05"), DirectoryCalls.Right(occupationNumber: "06") } });
        var ids = DirectoryCalls.Values(first["items"]!, "id").Select(id => long.Parse(id!, CultureInfo.InvariantCulture)).ToList();

        var second = await DirectoryCalls.PutAsync(Api, path, new
        {
            items = new[] { DirectoryCalls.Right(id: ids[0]), DirectoryCalls.Right(id: ids[1], occupationNumber: "05", validTo: "2026-06-30"), DirectoryCalls.Right(occupationNumber: "07") },
            document = "人社测字〔2026〕2号",
        });

        Assert.Multiple(() =>
        {
            Assert.That(DirectoryCalls.Values(second["items"]!, "occupationNumber"), Is.EqualTo(new[] { "04", "05", "07" }));
            Assert.That(second["items"]![0]!["id"]!.GetValue<long>(), Is.EqualTo(ids[0]));
            Assert.That(DirectoryCalls.Values(second["history"]!, "id"), Is.EqualTo(ids[1..].Select(id => $"{id}")));
            Assert.That(DirectoryCalls.Values(second["history"]!, "withdrawnAt"), Has.All.Not.Null);
        });
        Assert.That(DirectoryCalls.Values((await DirectoryCalls.GetAsync(Api, path + "?on=2026-07-01"))["items"]!, "occupationNumber"), Is.EqualTo(new[] { "04", "07" }));
        var happened = (await DirectoryCalls.GetAsync(Api, "/v1/directory-events?target=authorisations/0502"))["items"]![0]!;
        Assert.That(happened["document"]!.GetValue<string>(), Is.EqualTo("人社测字〔2026〕2号"));
        Assert.That(happened["detail"]!["withdrawn"]!.AsArray().Select(id => id!.GetValue<long>()), Is.EqualTo(ids[1..]));
    }

    [Test]
    public async Task Right_SentWrongly_HasEveryFieldNamed()
    {
        await DirectoryCalls.AddAsync(Api, "0503");
        using var authority = Api.Client("authority");
        using var answer = await authority.PutAsJsonAsync("/v1/institutions/0503/authorisations", new
        {
            items = new object[]
            {
                DirectoryCalls.Right(),
                new { kind = "skill", occupationNumber = "88", grades = new[] { "top" }, validFrom = "2026-02-30", resultsUntil = "2026-12-31" },
                DirectoryCalls.Right(validTo: "2021-09-30"),
            },
        });

        var problem = await Problem.AssertAsync(answer, 400, "kind_unknown");
        Assert.That(problem["errors"]!.AsObject().Select(field => field.Key), Is.EquivalentTo(new[]
        {
            "items[1].kind", "items[1].occupationNumber", "items[1].grades", "items[1].validFrom", "items[1].resultsUntil", "items[1].document", "items[2].validTo",
        }));
        Assert.That((await DirectoryCalls.GetAsync(Api, "/v1/institutions/0503/authorisations"))["items"]!.AsArray(), Is.Empty, "all or nothing");
    }

    [Test]
    public async Task Right_ChangedMeanwhile_IsNotChangedAgain()
    {
        await DirectoryCalls.AddAsync(Api, "0504");
        var id = (await DirectoryCalls.AuthoriseAsync(Api, "0504"))["items"]![0]!["id"]!.GetValue<long>();
        await DirectoryCalls.AuthoriseAsync(Api, "0504", validTo: "2026-12-31");
        using var authority = Api.Client("authority");
        using var answer = await authority.PutAsJsonAsync(
            "/v1/institutions/0504/authorisations", new { items = new[] { DirectoryCalls.Right(id: id, validTo: "2027-12-31") } });

        await Problem.AssertAsync(answer, 409, "authorisation_unknown");
        using var none = await authority.PutAsJsonAsync("/v1/institutions/0504/authorisations", new { });
        await Problem.AssertAsync(none, 400, "items_invalid");
    }

    [Test]
    public async Task Right_ThatEndedYesterday_TakesLastWeeksResultsUntilItsLastDay()
    {
        var clock = new ShiftedClock();
        await using var api = await RunningApi.StartAsync(clock);
        var today = clock.Today();
        await DirectoryCalls.AddAsync(api, "0505");
        await DirectoryCalls.AuthoriseAsync(api, "0505", validTo: Text(today.AddDays(-1)), resultsUntil: Text(today.AddDays(10)));
        await api.MakeKeyAsync("0505", "0505");
        var (lastWeek, todays) = (File(today.AddDays(-7)), File(today));

        var inTime = await api.IssueAsync(lastWeek, "0505");
        var assessedToday = await api.IssueAsync(todays, "0505");
        clock.GoTo(ChinaTime.StartOf(today.AddDays(11)).AddSeconds(-60));
        var onTheLastDay = await api.IssueAsync(File(today.AddDays(-7)), "0505");
        clock.GoTo(ChinaTime.StartOf(today.AddDays(11)));
        var late = await api.IssueAsync(File(today.AddDays(-7)), "0505");

        Assert.Multiple(() =>
        {
            Assert.That(Issued(inTime), Is.EqualTo(1));
            Assert.That(Issued(assessedToday), Is.Zero);
            Assert.That(Issued(onTheLastDay), Is.EqualTo(1));
            Assert.That(Issued(late), Is.Zero);
        });
        using var sender = api.Client("0505");
        var rows = await sender.GetFromJsonAsync<JsonNode>($"/v1/batches/{late["id"]}/rows");
        Assert.That(rows!["items"]![0]!["reasons"]![0]!["code"]!.GetValue<string>(), Is.EqualTo("institution_not_authorised"));
    }

    private static string File(DateOnly assessedOn) => Csv.File().Replace("2026-04-25", Text(assessedOn), StringComparison.Ordinal);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Issued(JsonNode batch) => batch["counts"]!["issued"]!.GetValue<int>();
}
