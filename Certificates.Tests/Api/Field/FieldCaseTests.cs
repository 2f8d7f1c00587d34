using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Api.Field;

/// <summary>
/// Files as offices really send them and words as people really type them, whole, through the service, the verification site and the
/// command line of the docs. Expected is what a person at the screen sees: sheet, rows that wait, and each other row with its codes.
/// </summary>
[Category(Categories.Process)]
internal sealed class FieldCaseTests
{
    private const string Institution = "0340";
    private static RunningApi Api => SharedApi.Running;

    /// <summary>One line a file: its name, a colon, and what is told of it.</summary>
    private static IEnumerable<TestCaseData> Files => System.IO.File.ReadAllLines(At("expected.txt")).Select(line => line.Split(": ", 2))
        .Select(parts => new TestCaseData(parts[0], parts[1]));

    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync(Institution);

    [TestCaseSource(nameof(Files))]
    public async Task File_TriedByAProgram_IsReadAsItIsSeen(string file, string expected)
    {
        using var client = Api.Client($"{Institution}-operator");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await System.IO.File.ReadAllBytesAsync(At(file))), "file", Path.GetFileName(file) } };
        if (Photos(file) is { } photos)
        {
            form.Add(new ByteArrayContent(await System.IO.File.ReadAllBytesAsync(photos)), "photos", "photos.zip");
        }

        using var answer = await client.PostAsync(new Uri(Call(file), UriKind.Relative), form);
        Assert.That(Told((await answer.Content.ReadFromJsonAsync<JsonNode>())!), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Files))]
    public void File_TriedByTheCommandLine_IsReadAsItIsSeen(string file, string expected)
    {
        string[] photos = Photos(file) is { } zip ? ["-F", $"photos=@{zip}"] : [];
        var answer = Tool.Run(
            "curl", ["-sS", "-H", $"Authorization: Bearer {Api.Keys[$"{Institution}-operator"]}", "-F", $"file=@{At(file)}", .. photos, new Uri(Api.Address, Call(file)).ToString()]);
        Assert.That(Told(JsonNode.Parse(answer)!), Is.EqualTo(expected));
    }

    private static string At(string file) => Path.Combine(Repository.Root, "Certificates.Tests", "Files", "Field", file);

    private static string? Photos(string file) => Path.Combine(Path.GetDirectoryName(At(file))!, "photos.zip") is var zip && System.IO.File.Exists(zip) ? zip : null;

    private static string Call(string file) => file.Contains("earlier", StringComparison.Ordinal) ? "/v1/imports?dryRun=true" : "/v1/batches?dryRun=true";

    /// <summary>In one line: rows that wait of all, the sheet, photos used, rows left out, and each other row with its codes.</summary>
    private static string Told(JsonNode answer)
    {
        if (answer["code"] is { } code)
        {
            return (string)code!;
        }

        string?[] told =
        [
            $"{answer["counts"]!["pending"]} of {answer["counts"]!["received"]}",
            answer["sheet"] is { } sheet ? $"sheet {sheet}" : null,
            answer["photos"] is { } photos ? $"{photos["used"]} of {photos["sent"]} photos" : null,
            (int)answer["ignoredCount"]! > 0 ? $"{answer["ignoredCount"]} left out" : null,
            .. answer["items"]!.AsArray().Select(row => $"{row!["row"]} {string.Join('+', row["reasons"]!.AsArray().Select(reason => (string)reason!["code"]!))}"),
        ];
        return string.Join("; ", told.OfType<string>());
    }
}
