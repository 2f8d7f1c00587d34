namespace Certificates.Core.Files.Tables;

/// <summary>How a file of rows was read: told to whoever sent it, so that nothing is left out in silence.</summary>
public sealed class ReadingReport
{
    /// <summary>Most rows that are told one by one.</summary>
    public const int MostIgnored = 20;

    private const int LongestText = 60;
    private readonly List<IgnoredRow> _ignored = [];

    /// <summary>Of a file that is about to be read.</summary>
    public ReadingReport() => Ignored = _ignored;

    /// <summary>The sheet that was read; null for text and JSON.</summary>
    public string? Sheet { get; internal set; }

    /// <summary>Rows of people that the screen does not show; they were read like the others.</summary>
    public int HiddenRows { get; internal set; }

    /// <summary>Columns that the screen does not show and that were not read, for a visible one has their name.</summary>
    public IReadOnlyList<string> HiddenColumns { get; internal set; } = [];

    /// <summary>How many rows were left out because they are no person.</summary>
    public int IgnoredCount { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<IgnoredRow> Ignored { get; }

    internal void Ignore(int row, IEnumerable<string> texts)
    {
        IgnoredCount++;
        if (_ignored.Count < MostIgnored)
        {
            var text = string.Join(' ', texts.Select(each => string.Concat(each.Select(Visible)).Trim()));
            _ignored.Add(new IgnoredRow(row, text.Length <= LongestText ? text : $"{Cut(text)}…"));
        }
    }

    private static char Visible(char character) => char.IsControl(character) ? '\uFFFD' : character;

    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
}

/// <summary>A row that was left out because it is no person.</summary>
/// <param name="SheetRow">The row number the sheet shows.</param>
/// <param name="Text">What it says, cut short.</param>
public sealed record IgnoredRow(int SheetRow, string Text);
