using System.Text.RegularExpressions;

namespace Certificates.Tests.Documentation;

/// <summary>The pages that people read: README and <c>docs</c>.</summary>
internal static partial class Pages
{
    /// <summary>Paths relative to the repository, README first.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md")
            .Select(path => $"docs/{Path.GetFileName(path)}").Order(StringComparer.Ordinal),
    ];

    /// <summary>What a page says.</summary>
    public static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, page));

    /// <summary>The targets of its links and pictures that lead to a place in the repository.</summary>
    public static IEnumerable<string> Links(string page) => Link().Matches(WithoutCode(Text(page)))
        .Select(match => match.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    /// <summary>The source files it names, by a path from the repository or from Certificates.Core.</summary>
    public static IEnumerable<string> SourceFiles(string page) => SourceFile().Matches(Text(page)).Select(match => match.Groups["path"].Value);

    /// <summary>The numbered steps of a text, each as its number and its verb: comments of the code, items of a list.</summary>
    public static IReadOnlyList<string> Steps(string text) =>
        [.. Step().Matches(text).Select(match => $"{match.Groups["number"].Value} {match.Groups["verb"].Value}")];

    /// <summary>The anchors of its headings, as the web pages of the repository name them.</summary>
    public static IReadOnlySet<string> Anchors(string page) => Heading().Matches(WithoutCode(Text(page)))
        .Select(match => Anchor(match.Groups["heading"].Value)).ToHashSet(StringComparer.Ordinal);

    private static string Anchor(string heading) => string.Concat(
        heading.Trim().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
            .Select(c => c == ' ' ? '-' : char.ToLowerInvariant(c)));

    private static string WithoutCode(string text) => Code().Replace(text, "");

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)|\bsrc=""(?<target>[^""]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<path>[\w./]+/[\w.]+\.(cs|razor))`", RegexOptions.ExplicitCapture)]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"^ *(// )?(?<number>[1-8])\. (\*\*)?(?<verb>[a-z]+)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Step();

    [GeneratedRegex("^#{1,6} (?<heading>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();
}
