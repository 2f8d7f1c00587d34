using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Api;

/// <summary>The directories as the authority's clerk uses them.</summary>
internal static class DirectoryCalls
{
    // Characters of a credit code, GB 32100-2015, by their values.
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>A credit code for an institution that does not exist.</summary>
    public static string CreditCode(string institution)
    {
        var body = $"52990000MJ000{institution}";
        var (sum, weight) = (0, 1);
        foreach (var character in body)
        {
            sum += Alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return body + Alphabet[(31 - (sum % 31)) % 31];
    }

    /// <summary>Puts a new assessment institution into the directory.</summary>
    public static async Task AddAsync(RunningApi api, string code, string validFrom = "2021-10-01") => await PutAsync(
        api,
        $"/v1/institutions/{code}",
        new { creditCode = CreditCode(code), name = $"测试评价机构{code}", provinceCode = "44", isAssessment = true, needsApproval = false, validFrom });

    /// <summary>Gives it the right for cloud computing, all grades.</summary>
    public static Task<JsonNode> AuthoriseAsync(RunningApi api, string code, string? validTo = null, string? resultsUntil = null) => PutAsync(
        api, $"/v1/institutions/{code}/authorisations", new { items = new[] { Right(validTo, resultsUntil) } });

    /// <summary>A right for cloud computing, all grades.</summary>
    public static object Right(string? validTo = null, string? resultsUntil = null, string occupationNumber = "04", long? id = null) => new
    {
        id,
        kind = "grade",
        occupationNumber,
        grades = new[] { "junior", "intermediate", "senior" },
        validFrom = "2021-10-01",
        validTo,
        resultsUntil,
        document = "人社测字〔2021〕1号",
    };

    /// <summary>Writes as the authority.</summary>
    public static async Task<JsonNode> PutAsync(RunningApi api, string path, object body)
    {
        using var authority = api.Client("authority");
        using var answer = await authority.PutAsJsonAsync(path, body);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>Reads as the auditor.</summary>
    public static async Task<JsonNode> GetAsync(RunningApi api, string path)
    {
        using var auditor = api.Client("auditor");
        return (await auditor.GetFromJsonAsync<JsonNode>(path))!;
    }

    /// <summary>Texts of a field in a list.</summary>
    public static IEnumerable<string?> Values(JsonNode list, string field) => list.AsArray().Select(item => item![field]?.ToString());
}
