using System.Text.RegularExpressions;

namespace Certificates.Tests.HouseRules;

/// <summary>A source file of the product.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="Text">What it says.</param>
internal sealed partial record Source(string Path, string Text)
{
    private static readonly string[] Projects = ["Certificates.Core", "Certificates.Web", "Certificates.Api", "Certificates.Verify"];

    /// <summary>Every C# and Razor file that ships.</summary>
    public static IReadOnlyList<Source> Product { get; } =
    [
        .. Projects.SelectMany(project => Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, project), "*.*", SearchOption.AllDirectories))
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => IsSource().IsMatch(path) && !IsBuilt().IsMatch(path))
            .Select(path => new Source(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)))),
    ];

    /// <summary>Its lines.</summary>
    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>Its lines with their numbers, but for those within raw string literals, whose text is as long as it must be.</summary>
    public IEnumerable<(int Number, string Text)> CodeLines
    {
        get
        {
            var isRaw = false;
            foreach (var (index, line) in Lines.Index())
            {
                if (!isRaw)
                {
                    yield return (index + 1, line);
                }

                isRaw ^= line.Split("\"\"\"").Length % 2 == 0;
            }
        }
    }

    /// <summary>Its folder.</summary>
    public string Folder => Path[..Path.LastIndexOf('/')];

    [GeneratedRegex(@"\.(cs|razor)$")]
    private static partial Regex IsSource();

    [GeneratedRegex("/(bin|obj)/")]
    private static partial Regex IsBuilt();
}
