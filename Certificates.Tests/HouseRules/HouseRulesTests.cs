using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Certificates.Tests.HouseRules;

/// <summary>What stands in one place only, held against the sources and the projects.</summary>
internal sealed class HouseRulesTests
{
    // Hashes passwords; its package knows nothing of HTTP.
    private const string Hashing = "using Microsoft.AspNetCore.Identity;";

    [TestCase(@"using (Dapper|Microsoft\.Data\.|StackExchange\.)", "Certificates.Core/Data/")]
    [TestCase(@"\bECDsa\b|\bRSA\b(?!SSA)", "Certificates.Core/Signing/")]
    [TestCase(@"new ProblemDetails|HttpValidationProblemDetails|Results\.Problem\(", "Certificates.Web/Problems/")]
    public void Dependency_StandsInItsOneRoom(string pattern, string room)
    {
        var elsewhere = Products().Where(file => Regex.IsMatch(Code(file.Text), pattern, RegexOptions.None, TimeSpan.FromSeconds(5)))
            .Select(file => file.Path).Where(path => !path.Contains(room, StringComparison.Ordinal));

        Assert.That(elsewhere, Is.Empty);
    }

    [Test]
    public void HttpTypes_AreNotInCore() =>
        Assert.That(
            Products().Where(file => file.Path.StartsWith("Certificates.Core/", StringComparison.Ordinal))
                .Where(file => file.Text.Replace(Hashing, "", StringComparison.Ordinal).Contains("Microsoft.AspNetCore", StringComparison.Ordinal))
                .Select(file => file.Path),
            Is.Empty);

    [Test]
    public void Verify_ReferencesCoreAndWebAlone() =>
        Assert.That(References("Certificates.Verify"), Is.EqualTo(new[] { "Certificates.Core", "Certificates.Web" }));

    [Test]
    public void Web_ReferencesCoreAlone() =>
        Assert.That(References("Certificates.Web"), Is.EqualTo(new[] { "Certificates.Core" }));

    [Test]
    public void Core_ReferencesNoProject() => Assert.That(References("Certificates.Core"), Is.Empty);

    [Test]
    public void Api_UsesVerifyForTheDemoAlone()
    {
        var users = AssemblyArrows.Of(Path.Combine(AppContext.BaseDirectory, "Certificates.Api.dll"))
            .Where(arrow => arrow.To.StartsWith("Certificates.Verify", StringComparison.Ordinal)).Select(arrow => arrow.From);

        Assert.That(users.Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "Certificates.Api.Demo" }));
    }

    [TestCase("Certificates.Api")]
    [TestCase("Certificates.Verify")]
    public void Program_ReadsLikeATableOfContents(string project) =>
        Assert.That(File.ReadAllLines(Path.Combine(Repository.Root, project, "Program.cs")), Has.Length.LessThanOrEqualTo(60));

    [Test]
    public void Statement_NeverSelectsEveryColumn() =>
        Assert.That(
            Products().Where(file => file.Text.Contains("SELECT *", StringComparison.OrdinalIgnoreCase)).Select(file => file.Path),
            Is.Empty);

    /// <summary>No text of a caller can become a command of the system where there is none.</summary>
    [Test]
    public void Services_RunNoCommand() =>
        Assert.That(
            Products().Where(file => !file.Path.StartsWith("Certificates.Bench/", StringComparison.Ordinal)).Where(file => file.Text.Contains("ProcessStartInfo", StringComparison.Ordinal) || file.Text.Contains("Process.Start(", StringComparison.Ordinal))
                .Select(file => file.Path),
            Is.Empty);

    private static IEnumerable<(string Path, string Text)> Products() => Source.Product.Select(file => (file.Path, file.Text));

    private static string Code(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, project, project + ".csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
