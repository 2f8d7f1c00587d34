using System.Text.RegularExpressions;

namespace Certificates.Tests.Documentation;

/// <summary>A fenced block of commands that README or a page of <c>docs</c> shows.</summary>
/// <param name="Page">The page, relative to the repository.</param>
/// <param name="Line">The line of its opening fence, from 1.</param>
/// <param name="IsRun">False where the page says <c>no-run</c>.</param>
/// <param name="Text">The commands.</param>
internal sealed partial record ShellBlock(string Page, int Line, bool IsRun, string Text)
{
    /// <summary>
    /// What a test cannot do for want of the means: containers, the machine's packages, a SQL Server; or what never ends by itself.
    /// </summary>
    public bool NeedsWhatATestLacks => Outside().IsMatch(Text);

    /// <summary>The blocks of all pages, README first, each page from top to bottom.</summary>
    public static IEnumerable<ShellBlock> All() => Pages.All.SelectMany(page => Of(page, Pages.Text(page)));

    /// <summary>The blocks of a text.</summary>
    public static IEnumerable<ShellBlock> Of(string page, string text) => Fence().Matches(text).Select(match => new ShellBlock(
        page,
        text.AsSpan(0, match.Index).Count('\n') + 1,
        !match.Groups["no"].Success,
        match.Groups["body"].Value));

    /// <inheritdoc/>
    public override string ToString() => $"{Page}:{Line}";

    [GeneratedRegex(
        @"^```sh(?<no> no-run)?\n(?<body>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex(
        @"\b(docker|apt-get|sqlcmd|dotnet test)\b"
        + @"|\bdotnet run (-c Release )?--project Certificates\.(Api|Verify|Bench)(?! -- (keys|recover)\b)")]
    private static partial Regex Outside();
}
