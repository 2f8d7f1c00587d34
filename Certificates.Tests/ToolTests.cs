using System.Text.RegularExpressions;

namespace Certificates.Tests;

internal sealed partial class ToolTests
{
    /// <summary>The package that brings a tool, on Debian.</summary>
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["curl"] = "curl",
        ["fc-list"] = "fontconfig",
        ["git"] = "git",
        ["mount"] = "mount",
        ["openssl"] = "openssl",
        ["pdffonts"] = "poppler-utils",
        ["pdfsig"] = "poppler-utils",
        ["pdftoppm"] = "poppler-utils",
        ["pdftotext"] = "poppler-utils",
        ["qpdf"] = "qpdf",
        ["redis-cli"] = "redis-server",
        ["redis-server"] = "redis-server",
        ["soffice"] = "libreoffice-calc",
        ["softhsm2-util"] = "softhsm2",
        ["umount"] = "mount",
        ["unzip"] = "unzip",
        ["zbarimg"] = "zbar-tools",
    };

    [Test]
    public void Missing_OnABareMachine_IgnoresTheTestWithTheReason() =>
        Assert.That(Tool.Missing("qpdf", isRequired: false), Is.TypeOf<IgnoreException>().With.Message.EqualTo("qpdf is not installed."));

    [Test]
    public void Missing_WhereEveryToolMustBe_FailsTheTestWithTheReason() =>
        Assert.That(Tool.Missing("qpdf", isRequired: true), Is.TypeOf<AssertionException>().With.Message.EqualTo("qpdf is not installed."));

    [Test]
    public void Run_OfAToolThatIsNotThere_EndsTheTestAsThisMachineWants()
    {
        var ends = Environment.GetEnvironmentVariable("CI") == "true" ? typeof(AssertionException) : typeof(IgnoreException);

        Assert.That(() => Tool.Run("no-such-tool"), Throws.TypeOf(ends).With.Message.EqualTo("no-such-tool is not installed."));
        Assert.That(() => Tool.Require(isThere: false, "A font"), Throws.TypeOf(ends));
    }

    [Test]
    public void Tools_ThatTestsRun_AreInstalledByTheRunThatLandsAChange()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Certificates.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != $"{nameof(ToolTests)}.cs")
            .SelectMany(path => Call().Matches(File.ReadAllText(path)))
            .Select(call => call.Groups["tool"].Value).Where(tool => tool is not ("bash" or "node" or "dotnet")).Distinct(StringComparer.Ordinal);
        var script = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run"));
        var installed = Judges().Match(script).Groups["packages"].Value.Split(' ');

        Assert.That(used, Is.EquivalentTo(Packages.Keys));
        Assert.That(installed, Is.SupersetOf(Packages.Values.Distinct(StringComparer.Ordinal)));
        Assert.That(installed, Does.Contain("chromium").And.Contain("fonts-noto-cjk"));
    }

    [GeneratedRegex(@"\bTool\.(Run|Start)\(\s*""(?<tool>[a-z0-9-]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Call();

    [GeneratedRegex(@"judges=\((?<packages>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Judges();
}
