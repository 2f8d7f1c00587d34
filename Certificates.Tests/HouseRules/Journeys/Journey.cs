using System.Text.RegularExpressions;

namespace Certificates.Tests.HouseRules.Journeys;

/// <summary>
/// A request as a newcomer follows it through the code. Counted is every file of the journey's own rooms whose code runs for it, and of
/// every other room the files that these call: what lies behind such a door is that room's own affair.
/// </summary>
/// <param name="Name">As the docs name it.</param>
/// <param name="MostFiles">The most files it may enter.</param>
/// <param name="OwnRooms">The folders it is about.</param>
internal sealed partial record Journey(string Name, int MostFiles, params string[] OwnRooms)
{
    private const string Page = "docs/how-it-works.md";

    public static readonly Journey LookUp = new("look-up", 30, "Certificates.Verify/Lookup/", "Certificates.Core/Verifying/");

    public static readonly Journey Row = new(
        "row", 80, "Certificates.Api/Batches/", "Certificates.Core/Batches/", "Certificates.Core/Intake/", "Certificates.Core/Issuing/",
        "Certificates.Core/Register/");

    public static readonly Journey Correction = new("correction", 38, "Certificates.Api/Certificates/", "Certificates.Core/Lifecycle/");

    /// <summary>The files the docs list for it, from the repository's root.</summary>
    public IEnumerable<string> Listed => ListedFile().Matches(GeneratedPart.Read(Page, Name))
        .Select(match => match.Groups["path"].Value)
        .Select(path => path.StartsWith("Certificates.", StringComparison.Ordinal) ? path : $"Certificates.Core/{path}");

    /// <summary>The files of methods that began, in the order they are entered.</summary>
    public IReadOnlyList<string> Files(IReadOnlyList<WatchedProduct.Method> begun)
    {
        var fileOf = begun.ToLookup(method => method.Name, method => method.File, StringComparer.Ordinal);
        return
        [
            .. begun.Where(method => OwnRooms.Any(room => method.File.StartsWith(room, StringComparison.Ordinal)))
                .SelectMany(method => method.Named.SelectMany(named => fileOf[named]).Prepend(method.File))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    public override string ToString() => Name;

    [GeneratedRegex("^- `(?<path>[^`]+)`: .", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ListedFile();
}
