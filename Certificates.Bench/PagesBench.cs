using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Core.Data;
using Certificates.Core.Register.Searching;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>Every page of the console on a large register, by the time from the request to the last byte: median and worst of some runs.</summary>
internal static partial class PagesBench
{
    private const int Runs = 5, DraftRows = 10_000;
    private const string Complete = """
        UPDATE Account SET MustChangePassword = 0, FactorConfirmedAt = @now, FactorCipher = X'00', FactorKeyId = 'none' WHERE Id = @id
        """;

    [SuppressMessage("Reliability", "CA2000", Justification = "Disposed by the using within the loop.")]
    public static async Task RunAsync(int certificates, CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        await LargeRegister.FillAsync(folder, certificates, cancellationToken);
        await folder.Services.GetRequiredService<SearchNames>().FillAsync(cancellationToken);
        var number = FilledRegister.Number(certificates / 3 * 2);
        var (clerk, authority) = (await OpenAsync(folder, ApiKeyRole.Operator, cancellationToken), await OpenAsync(folder, ApiKeyRole.Authority, cancellationToken));
        var scene = await PagesScene.SetAsync(folder, number, clerk, authority, cancellationToken);
        await using var api = await ServiceProcess.StartAsync("Certificates.Api", folder, folder.Secret, cancellationToken);
        Console.WriteLine($"{certificates} certificates");
        foreach (var (account, pages) in new[] { (clerk, OfInstitutions(scene)), (authority, OfTheAuthority(scene)) })
        {
            var role = account.Seat.Role.Code();
            using var person = await SignInAsync(api, folder, account, cancellationToken);
            foreach (var page in account == clerk ? [.. pages, await DraftAsync(person, cancellationToken)] : pages)
            {
                await MeasureAsync($"{role} {page}", () => person.GetAsync(new Uri(page, UriKind.Relative), cancellationToken), cancellationToken);
            }

            foreach (var (name, fields) in Searches(certificates))
            {
                var token = await TokenAsync(person, cancellationToken);
                await MeasureAsync($"{role} search, {name}", () => SearchAsync(person, fields, token, cancellationToken), cancellationToken);
            }
        }
    }

    private static string[] OfInstitutions(PagesScene scene) =>
    [
        "/", "/console/sign-in", "/console", "/console/batches", "/console/batches?status=done", "/console/batches/new",
        $"/console/batches/{PagesScene.Batch}", $"/console/batches/{PagesScene.Batch}?outcome=issued",
        $"/console/batches/{PagesScene.Batch}?outcome=held", $"/console/batches/{PagesScene.Batch}/slips",
        $"/console/batches/{PagesScene.Batch}/recall", "/console/certificates", $"/console/certificates/{scene.Number}",
        $"/console/certificates/{scene.Number}/correction", "/console/certificates/recall", "/console/inbox",
        $"/console/inbox/requests/{scene.Correction}", $"/console/inbox/reports/{scene.Report}", "/console/reconciliation",
        "/console/reconciliation?by=month", "/console/me", "/console/me/password",
    ];

    private static string[] OfTheAuthority(PagesScene scene) =>
    [
        "/console", "/console/batches", $"/console/batches/{PagesScene.Batch}", $"/console/certificates/{scene.Number}", "/console/inbox",
        $"/console/inbox/requests/{scene.Correction}", $"/console/inbox/proposals/{scene.Proposal}", "/console/people",
        $"/console/people/{scene.Person}", $"/console/people/changes/{scene.Change}", "/console/keys", "/console/directories",
        "/console/directories?on=2026-02-01", "/console/directories/institutions/0001", "/console/directories/institutions/0001?on=2026-02-01",
        "/console/directories/institutions/new", "/console/directories/occupations", "/console/directories/occupations/01",
        "/console/directories/occupations/new", "/console/reconciliation", "/console/reconciliation?from=2026-01-01&to=2026-12-31",
        "/console/reconciliation?from=2026-01-01&to=2026-12-31&by=institution", "/console/records", "/console/records?kind=searches",
        "/console/records?kind=refused", "/console/records?kind=refused_site", "/console/records?kind=sign_ins",
        "/console/records?kind=directories", $"/console/records?certificate={scene.Number}", "/console/health",
    ];

    /// <summary>Tries a file; the page that says what would become of it: <c>/console/batches/drafts/{id}</c>.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The form owns its parts.")]
    private static async Task<string> DraftAsync(HttpClient clerk, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await TokenAsync(clerk, cancellationToken)), "__RequestVerificationToken" },
            { new StringContent("grade"), "kind" },
            { new ByteArrayContent(SampleFile.Csv(DraftRows, withPhotos: false)), "file", "bench.csv" },
        };
        using var tried = await clerk.PostAsync(new Uri("/console/batches/try", UriKind.Relative), form, cancellationToken);
        return tried.Headers.Location?.ToString() ?? throw new InvalidOperationException($"draft: {(int)tried.StatusCode}");
    }

    private static IEnumerable<(string Name, (string, string)[] Fields)> Searches(int certificates)
    {
        var some = certificates / 3 * 2;
        yield return ("number", [("number", FilledRegister.Number(some))]);
        yield return ("name", [("name", SampleFile.Fields(some)[1])]);
        yield return ("common name", [("name", LargeRegister.CommonName)]);
        yield return ("candidate number", [("candidateNumber", SampleFile.Fields(some)[0])]);
        yield return ("ID number", [("idNumber", SampleFile.Fields(some)[3])]);
        yield return ("batch of 100,000", [("batch", LargeRegister.BatchId(0))]);
        yield return ("batch, none fits", [("batch", LargeRegister.BatchId(0)), ("occupation", "02"), ("status", "cancelled")]);
        yield return ("days", [("from", "2022-03-01"), ("to", "2022-03-31")]);
        yield return ("occupation, grade", [("occupation", "04"), ("grade", "senior")]);
        yield return ("revoked", [("status", "revoked")]);
        yield return ("none fits", [("occupation", "14"), ("status", "suspended")]);
    }

    /// <summary>A person with both factors, past the pages that would take a minute of typing.</summary>
    private static async Task<Account> OpenAsync(BenchFolder folder, ApiKeyRole role, CancellationToken cancellationToken)
    {
        var opened = await folder.Services.GetRequiredService<Accounts>().OpenAsync(
            new AskedAccount($"bench {role.Code()}", role.Code(), role, role.IsOfInstitution() ? "0001" : null), cancellationToken);
        var account = opened.TryGet(out var first, out var refusals) ? first.Account : throw new InvalidOperationException(refusals.First.Message);
        await folder.Services.GetRequiredService<Database>().ExecuteAsync(
            Complete, new { id = account.Id, now = TimeProvider.System.GetUtcNow() }, cancellationToken);
        await folder.Services.GetRequiredService<AccessSeals>().SealAllAsync(cancellationToken);
        return account;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns its handler.")]
    private static async Task<HttpClient> SignInAsync(
        ServiceProcess api, BenchFolder folder, Account account, CancellationToken cancellationToken)
    {
        var secret = await folder.Services.GetRequiredService<Sessions>().OpenAsync(account, hasGivenFactor: true, IPAddress.Loopback, "bench", cancellationToken);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.CookieContainer.Add(api.Client.BaseAddress!, new Cookie("console", secret));
        var client = new HttpClient(handler) { BaseAddress = api.Client.BaseAddress };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    private static async Task<string> TokenAsync(HttpClient person, CancellationToken cancellationToken) => Token().Match(
        await person.GetStringAsync(new Uri("/console/certificates", UriKind.Relative), cancellationToken)).Groups["token"].Value;

    private static async Task<HttpResponseMessage> SearchAsync(
        HttpClient person, (string Name, string Value)[] fields, string token, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await person.PostAsync(new Uri("/console/certificates", UriKind.Relative), content, cancellationToken);
    }

    private static async Task MeasureAsync(string name, Func<Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        var times = new double[Runs];
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await ask();
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{name}: {(int)answer.StatusCode}"));
            }
        }

        Console.WriteLine(FormattableString.Invariant($"{name}: first {times[0]:0} ms, median {Figures.Median([.. times]):0} ms, worst {times.Max():0} ms"));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
