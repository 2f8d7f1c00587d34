namespace Certificates.Tests.Documentation;

/// <summary>README stays short, and every link leads somewhere.</summary>
internal sealed class PageTests
{
    private const int LongestReadme = 200;

    [Test]
    public void Readme_HasAtMost200Lines() =>
        Assert.That(File.ReadAllLines(Path.Combine(Repository.Root, "README.md")), Has.Length.LessThanOrEqualTo(LongestReadme));

    [Test]
    public void Readme_NamesEveryPage()
    {
        var readme = Pages.Text("README.md");

        Assert.That(Pages.All.Skip(1).Where(page => !readme.Contains(page, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCaseSource(typeof(Pages), nameof(Pages.All))]
    public void Link_LeadsToAFileAndAnAnchorThatExist(string page) =>
        Assert.That(Pages.Links(page).Where(target => !Leads(page, target)), Is.Empty);

    [TestCaseSource(typeof(Pages), nameof(Pages.All))]
    public void SourceFile_ThatAPageNames_Exists(string page) =>
        Assert.That(Pages.SourceFiles(page).Where(path => !Exists(path)), Is.Empty);

    [Test]
    public void Steps_OfThePipeline_AreThoseOfThePage()
    {
        var code = File.ReadAllText(Path.Combine(Repository.Root, "Certificates.Core", "Issuing", "IssuingPipeline.cs"));

        Assert.That(Pages.Steps(code), Has.Count.EqualTo(8).And.EqualTo(Pages.Steps(Pages.Text("docs/how-it-works.md"))));
    }

    private static bool Exists(string path) =>
        File.Exists(Path.Combine(Repository.Root, path)) || File.Exists(Path.Combine(Repository.Root, "Certificates.Core", path));

    private static bool Leads(string page, string target)
    {
        var (path, anchor) = target.Split('#') is [var file, var heading] ? (file, heading) : (target, null);
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var full = path.Length == 0 ? Path.Combine(Repository.Root, page) : Path.GetFullPath(Path.Combine(folder, path));
        return Path.Exists(full) && (anchor is null
            || Pages.Anchors(Path.GetRelativePath(Repository.Root, full)).Contains(Uri.UnescapeDataString(anchor)));
    }
}
