using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Certificates.Tests.Architecture;

/// <summary>Where everything lives, asserted on the sources: a new folder or a new dependency joins these tables on purpose.</summary>
internal sealed partial class HouseRulesTests
{
    private static readonly string Root = FindRoot(TestContext.CurrentContext.TestDirectory);

    /// <summary>What a folder of Core may use beside the root's nouns.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Access"] = ["Storage"],
        ["Catalogue"] = ["Coding", "Storage"],
        ["Coding"] = [],
        ["Directories"] = ["Access", "Catalogue", "Coding", "Log", "Storage"],
        ["Files"] = [],
        ["Intake"] = ["Catalogue", "Coding", "Files", "Style"],
        ["Issuing"] = ["Access", "Catalogue", "Coding", "Files", "Intake", "Log", "Pdf", "Signing", "Storage", "Style"],
        ["Lifecycle"] = ["Access", "Coding", "Issuing", "Log", "Storage", "Style"],
        ["Log"] = ["Coding", "Storage", "Signing"],
        ["Pdf"] = [],
        ["Signing"] = ["Coding"],
        ["Storage"] = ["Coding"],
        ["Style"] = ["Pdf"],
        ["Verifying"] = ["Access", "Catalogue", "Coding", "Files", "Log", "Pdf", "Signing", "Storage"],
    };

    private static IEnumerable<string> CoreFolders => MayUse.Keys;

    [Test]
    public void CoreFolders_AreThoseOfTheTable() =>
        Assert.That(
            Directory.GetDirectories(Path.Combine(Root, "Certificates.Core")).Select(Path.GetFileName).Except(["bin", "obj"], StringComparer.Ordinal),
            Is.EquivalentTo(MayUse.Keys));

    [TestCaseSource(nameof(CoreFolders))]
    public void CoreFolder_UsesOnlyWhatTheTableAllows(string folder)
    {
        var used = Sources($"Certificates.Core/{folder}")
            .SelectMany(file => CoreUsing().Matches(file.Text).Select(match => match.Groups[1].Value))
            .Distinct(StringComparer.Ordinal)
            .Except([folder], StringComparer.Ordinal);

        Assert.That(used, Is.SubsetOf(MayUse[folder]));
    }

    [TestCase(@"using (Dapper|Microsoft\.Data\.|StackExchange\.)", "Certificates.Core/Storage/")]
    [TestCase(@"\bECDsa\b|\bRSA\b(?!SSA)", "Certificates.Core/Signing/")]
    [TestCase(@"new ProblemDetails|HttpValidationProblemDetails|Results\.Problem\(", "Problems.cs")]
    public void Dependency_StandsInItsOneRoom(string pattern, string room)
    {
        var elsewhere = Products().Where(file => Regex.IsMatch(Code(file.Text), pattern, RegexOptions.None, TimeSpan.FromSeconds(5)))
            .Select(file => file.Path).Where(path => !path.Contains(room, StringComparison.Ordinal));

        Assert.That(elsewhere, Is.Empty);
    }

    [Test]
    public void HttpTypes_AreNotInCore() =>
        Assert.That(
            Sources("Certificates.Core").Where(file => file.Text.Contains("Microsoft.AspNetCore", StringComparison.Ordinal)).Select(file => file.Path),
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
    public void Api_UsesVerifyForTheDemoAlone() =>
        Assert.That(
            Sources("Certificates.Api").Where(file => NamesVerify().IsMatch(file.Text)).Select(file => file.Path),
            Has.All.Contains("/Demo/"));

    [Test]
    public void SourceFile_HasAtMost300Lines() =>
        Assert.That(
            Products().Where(file => file.Text.AsSpan().Count('\n') > 300).Select(file => file.Path), Is.Empty);

    [TestCase("Certificates.Api")]
    [TestCase("Certificates.Verify")]
    public void Program_ReadsLikeATableOfContents(string project) =>
        Assert.That(File.ReadAllLines(Path.Combine(Root, project, "Program.cs")), Has.Length.LessThanOrEqualTo(60));

    [Test]
    public void Statement_NeverSelectsEveryColumn() =>
        Assert.That(
            Sources("Certificates.Core/Storage").Where(file => file.Text.Contains("SELECT *", StringComparison.OrdinalIgnoreCase)).Select(file => file.Path),
            Is.Empty);

    private static IEnumerable<(string Path, string Text)> Products() =>
        Sources("Certificates.Core").Concat(Sources("Certificates.Api")).Concat(Sources("Certificates.Verify")).Concat(Sources("Certificates.Web"));

    private static IEnumerable<(string Path, string Text)> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllText(Path.Combine(Root, path))));

    private static string Code(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(Root, project, project + ".csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Certificates.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"^using Certificates\.Core\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex CoreUsing();

    [GeneratedRegex(@"Certificates\.Verify\b")]
    private static partial Regex NamesVerify();
}
