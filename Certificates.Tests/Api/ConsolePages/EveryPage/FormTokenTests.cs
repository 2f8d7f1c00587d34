using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>
/// No form of the console is taken without its token: every endpoint that is posted to is, by people of every role, without one. A new one
/// that does not look for it turns this red.
/// </summary>
internal sealed class FormTokenTests
{
    [Test]
    public async Task EveryForm_WithoutItsToken_Is400_ForWhoeverMaySendIt()
    {
        var secretFile = Path.GetTempFileName();
        await using var api = await ConsoleTable.StartAsync(secretFile);
        using var nobody = new ConsoleBrowser(api);
        using var clerk = await ConsoleBrowser.SignedInAsync(api, ApiKeyRole.Operator);
        using var approver = await ConsoleBrowser.SignedInAsync(api, ApiKeyRole.Approver);
        using var authority = await ConsoleBrowser.SignedInAsync(api, ApiKeyRole.Authority);
        var forms = ConsoleTable.Of(api).Where(row => row.IsPost).ToList();
        var taken = new List<string>();
        foreach (var form in forms)
        {
            var statuses = new List<int>();
            foreach (var person in (ConsoleBrowser[])[nobody, clerk, approver, authority])
            {
                using var answer = await PostAsync(person, form);
                statuses.Add((int)answer.StatusCode);
            }

            // 302 is the way to the first sign-in, 403 a role that may not.
            if (!statuses.Contains(400) || statuses.Except([400, 403]).Except(statuses[..1].Where(status => status == 302)).Any())
            {
                taken.Add($"{form}: {string.Join(", ", statuses)}");
            }
        }

        Assert.That(forms, Has.Count.GreaterThan(40));
        Assert.That(taken, Is.Empty);
        foreach (var person in (ConsoleBrowser[])[clerk, approver, authority])
        {
            using var still = await person.GetAsync("/console");
            Assert.That((int)still.StatusCode, Is.EqualTo(200), "nobody was signed out");
        }

        File.Delete(secretFile);
    }

    private static async Task<HttpResponseMessage> PostAsync(ConsoleBrowser person, ConsoleTable.Row form)
    {
        var address = AddressOf(form);
        (string, string)[] fields = [("category", "complaint"), ("reason", "来信编号 12"), ("kind", "grade")];
        if (!form.TakesFiles)
        {
            return await person.PostBareAsync(address, fields);
        }

        using var content = new MultipartFormDataContent { { new StringContent(Csv.File()), "file", "成绩.csv" } };
        Array.ForEach(fields, field => content.Add(new StringContent(field.Item2), field.Item1));
        return await person.Client.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    /// <summary>Of things that need not be there: whoever sends no token is not told whether they are.</summary>
    private static string AddressOf(ConsoleTable.Row form)
    {
        var isByGuid = form.Pattern.StartsWith("/console/batches/{id}", StringComparison.Ordinal)
            || form.Pattern.StartsWith("/console/inbox/reports", StringComparison.Ordinal);
        return form.Pattern.Replace("{id}", isByGuid ? Guid.Empty.ToString() : "1", StringComparison.Ordinal)
            .Replace("{row}", "1", StringComparison.Ordinal).Replace("{code}", "0001", StringComparison.Ordinal)
            .Replace("{number}", "Z000111020326300000164", StringComparison.Ordinal);
    }
}
