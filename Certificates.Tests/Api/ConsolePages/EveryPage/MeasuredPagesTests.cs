using System.Text.RegularExpressions;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>The bench measures every page of the console on a large register, and every field of the search: a new one must be named there.</summary>
internal sealed partial class MeasuredPagesTests
{
    /// <summary>What a large register makes no slower: steps of signing in, which lead on for whoever has taken them.</summary>
    private static readonly string[] OfNoRegister = ["/console/sign-in/factor", "/console/me/factor", "/console/me/passkeys"];

    private static string Bench => File.ReadAllText(Path.Combine(Repository.Root, "Certificates.Bench", "PagesBench.cs"));

    [Test]
    public async Task EveryPage_IsMeasured()
    {
        var secretFile = Path.GetTempFileName();
        await using var api = await ConsoleTable.StartAsync(secretFile);
        File.Delete(secretFile);
        var measured = Address().Matches(Bench).Select(match => Hole().Replace(match.Groups["address"].Value, "x")).ToList();
        var pages = ConsoleTable.Of(api).Where(row => !row.IsPost).Select(row => row.Pattern)
            .Except(EveryPageTests.NoPages, StringComparer.Ordinal).Except(OfNoRegister, StringComparer.Ordinal).ToList();

        Assert.That(pages, Has.Count.GreaterThan(25));
        Assert.That(pages.Where(page => !measured.Exists(address => EveryPageTests.IsOf(address, page))), Is.Empty);
    }

    [Test]
    public void EveryFieldOfTheSearch_IsMeasured()
    {
        var form = File.ReadAllText(Path.Combine(Repository.Root, "Certificates.Api", "Console", "Certificates", "FindPage.razor"));
        var fields = Field().Matches(form).Select(match => match.Groups["name"].Value).ToList();

        Assert.That(fields, Has.Count.EqualTo(10));
        Assert.That(fields.Where(field => !Bench.Contains($"(\"{field}\", ", StringComparison.Ordinal)), Is.Empty);
    }

    [GeneratedRegex("[\">](?<address>/console[^\"<?]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("\\{[^}]*\\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();

    [GeneratedRegex("<(FormField|ListField) Name=\"(?<name>[A-Za-z]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();
}
