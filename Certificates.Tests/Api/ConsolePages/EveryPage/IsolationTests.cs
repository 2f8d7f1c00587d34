using System.Net;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>
/// What is one institution's is not there for another's people. Every endpoint whose address names a thing is opened with a thing of the
/// first, by people of the second; every page without one is looked through for things of the first. A new one has to say what it names.
/// </summary>
internal sealed class IsolationTests
{
    private const string Stranger = "0342";

    /// <summary>What names a thing of whoever asks, or of nobody.</summary>
    private static readonly string[] OfNobody = ["/console/me/passkeys/{id}/removal", "/console/batches/templates/{kind}.xlsx"];

    /// <summary>What the things of the scene do not have, so that their own people find nothing either.</summary>
    private static readonly string[] NotInTheScene = ["/console/inbox/requests/{id}/photo", "/console/certificates/{number}/photo"];

    private readonly Dictionary<string, string> _things = new(StringComparer.Ordinal);
    private string _secretFile = "";
    private RunningApi _api = null!;
    private PageScene _scene = null!;
    private ConsoleBrowser _approver = null!, _clerk = null!;

    [OneTimeSetUp]
    public async Task SetAsync()
    {
        _secretFile = Path.GetTempFileName();
        _api = await ConsoleTable.StartAsync(_secretFile);
        _scene = await PageScene.SetAsync(_api);
        await _api.AddInstitutionAsync(Stranger);
        _approver = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Approver, Stranger);
        _clerk = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Operator, Stranger);
        using (await _scene.Approver.PostAsync("/console/keys", "/console/keys", ("person", "成绩系统"), ("role", "operator")))
        {
        }

        using (await _scene.Approver.PostAsync(
            "/console/people", "/console/people", ("person", "新来的人"), ("login", "isolated-clerk"), ("role", "operator")))
        {
        }

        var key = await _api.CountAsync("SELECT MIN(k.Id) FROM ApiKey k JOIN Institution i ON i.Id = k.InstitutionId WHERE i.Code = '0651'");
        var (draft, _) = await _scene.Clerk.TryAsync(Csv.File());
        _things["/console/batches/drafts/{id}"] = draft!;
        _things["/console/batches/{id}"] = _scene.Done;
        _things["/console/certificates/{number}"] = $"/console/certificates/{_scene.Numbers[0]}";
        _things["/console/inbox/requests/{id}"] = $"/console/inbox/requests/{_scene.OpenRequest}";
        _things["/console/inbox/reports/{id}"] = $"/console/inbox/reports/{_scene.OpenReport}";
        _things["/console/inbox/proposals/{id}"] = $"/console/inbox/proposals/{await _scene.NewestAsync("Proposal")}";
        _things["/console/people/changes/{id}"] = $"/console/people/changes/{await _scene.NewestAsync("AccountChange")}";
        _things["/console/people/{id}"] = $"/console/people/{_scene.Clerk.Account.Id}";
        _things["/console/keys/{id}"] = $"/console/keys/{key}";
        _things["/console/directories/institutions/{code}"] = $"/console/directories/institutions/{PageScene.Institution}";
        _things["/console/directories/occupations/{number}"] = "/console/directories/occupations/01";
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        _approver?.Dispose();
        _clerk?.Dispose();
        _scene?.Dispose();
        await (_api?.DisposeAsync() ?? default);
        File.Delete(_secretFile);
    }

    [Test]
    public async Task EveryEndpoint_ThatNamesAThingOfAnother_SaysThatItIsNotThere()
    {
        var told = new List<string>();
        foreach (var stranger in (ConsoleBrowser[])[_approver, _clerk])
        {
            var token = await stranger.TokenAsync("/console/me");
            foreach (var row in Naming())
            {
                using var answer = row.IsPost ? await PostAsync(stranger, AddressOf(row), token, row.TakesFiles) : await stranger.GetAsync(AddressOf(row));

                // of a draft that nobody has the page says the same
                var isThere = answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
                    && !(answer.StatusCode == HttpStatusCode.PreconditionFailed && row.Pattern == "/console/batches/drafts/{id}");
                if (isThere)
                {
                    told.Add($"{row} by {stranger.Account.Seat.Role}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.That(told, Is.Empty);
    }

    /// <summary>Else nothing would be shown by its not being there for others.</summary>
    [Test]
    public async Task EveryPage_ThatNamesAThing_IsThereForItsOwnPeople()
    {
        var missing = new List<string>();
        foreach (var row in Naming().Where(row => !row.IsPost && !NotInTheScene.Contains(row.Pattern, StringComparer.Ordinal)))
        {
            var statuses = new List<int>();
            foreach (var own in (ConsoleBrowser[])[_scene.Clerk, _scene.Approver, _scene.Authority])
            {
                using var answer = await own.GetAsync(AddressOf(row));
                statuses.Add((int)answer.StatusCode);
            }

            if (!statuses.Contains(200))
            {
                missing.Add($"{row}: {string.Join(", ", statuses)}");
            }
        }

        Assert.That(missing, Is.Empty);
    }

    [Test]
    public async Task EveryPage_ThatNamesNothing_ShowsNothingOfAnother()
    {
        var batch = _scene.Done.Split('/')[^1];
        string[] marks =
        [
            PageScene.Institution, PageScene.PublicOne, _scene.Clerk.Account.Seat.Person, _scene.Approver.Login, batch, "成绩系统", "isolated-clerk",
            .. _scene.Numbers,
        ];
        var told = new List<string>();
        string[] asked = ["/console/reconciliation?by=month", $"/console/certificates?batch={batch}", "/console/batches?state=done"];
        foreach (var address in ConsoleTable.Of(_api).Where(row => row is { IsPost: false, NamesAThing: false }).Select(row => row.Pattern).Concat(asked))
        {
            foreach (var stranger in (ConsoleBrowser[])[_approver, _clerk])
            {
                var shown = (await stranger.ReadAsync(address)).Replace($"value=\"{batch}\"", "", StringComparison.Ordinal);
                told.AddRange(marks.Where(mark => shown.Contains(mark, StringComparison.Ordinal)).Select(mark => $"{address}: {mark}"));
            }
        }

        Assert.That(told, Is.Empty);
    }

    /// <summary>A thing may be named in a field of a form, too.</summary>
    [Test]
    public async Task Form_WithAThingOfAnotherInAField_FindsNothing()
    {
        var batch = _scene.Done.Split('/')[^1];
        var before = await _scene.NewestAsync("ChangeRequest");
        var byBatch = await _clerk.SubmitAsync("/console/certificates", "/console/certificates", ("batch", batch));
        var byName = await _clerk.SubmitAsync("/console/certificates", "/console/certificates", ("name", "欧阳天翔"));
        using (await _clerk.PostAsync(
            "/console/certificates/recall", "/console/certificates/recall", ("numbers", _scene.Numbers[0]), ("kind", "suspension"), ("category", "complaint"),
            ("reason", "来信编号 12")))
        {
        }

        using var sent = await _clerk.PostAsync(
            "/console/batches/new", "/console/batches/send", ("draft", _things["/console/batches/drafts/{id}"].Split('/')[^1]));

        Assert.Multiple(async () =>
        {
            Assert.That(_scene.Numbers.Where(number => (byBatch + byName).Contains(number, StringComparison.Ordinal)), Is.Empty);
            Assert.That(await _scene.NewestAsync("ChangeRequest"), Is.EqualTo(before));
            Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        });
    }

    private IEnumerable<ConsoleTable.Row> Naming() =>
        ConsoleTable.Of(_api).Where(row => row.NamesAThing && !OfNobody.Contains(row.Pattern, StringComparer.Ordinal));

    private string AddressOf(ConsoleTable.Row row)
    {
        var thing = _things.Keys.Where(key => row.Pattern.StartsWith(key, StringComparison.Ordinal)).MaxBy(key => key.Length);
        var address = thing is null ? null : _things[thing] + row.Pattern[thing.Length..].Replace("{row}", "1", StringComparison.Ordinal);
        Assert.That(address, Is.Not.Null.And.Not.Contains("{"), $"{row} names a thing: say which one of the owner's it is tried with");
        return address!;
    }

    /// <summary>A form as browsers send it, with files where the page has some.</summary>
    private static async Task<HttpResponseMessage> PostAsync(ConsoleBrowser stranger, string address, string token, bool takesFiles)
    {
        (string Name, string Value)[] fields =
        [
            ("category", "complaint"), ("reason", "来信编号 12"), ("kind", "suspension"), ("name", "余敏婧"), ("subject", "somebody"),
            ("__RequestVerificationToken", token),
        ];
        if (!takesFiles)
        {
            return await stranger.PostBareAsync(address, fields);
        }

        using var form = new MultipartFormDataContent();
        Array.ForEach(fields, field => form.Add(new StringContent(field.Value), field.Name));
        return await stranger.Client.PostAsync(new Uri(address, UriKind.Relative), form);
    }
}
