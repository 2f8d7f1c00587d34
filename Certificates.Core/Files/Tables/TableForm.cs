using System.Buffers;

namespace Certificates.Core.Files.Tables;

/// <summary>The columns that are looked for in a table.</summary>
/// <param name="Columns">All of them; by its place among them a column is known.</param>
/// <param name="Expected">Of how many half must stand in a row for it to be the header.</param>
/// <param name="KeepsOthers">True where what is in other columns is handed back, and counts.</param>
internal sealed record TableForm(IReadOnlyList<TableColumn> Columns, int Expected, bool KeepsOthers = false)
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The column that the number of a certificate by its own name stands for where none is called so; null for none.</summary>
    public int? NamedNumber { get; init; }

    /// <summary>No heading is longer, with all that it says of how to fill the column, in characters.</summary>
    private const int LongestHeading = 1000;

    private const int MostWords = 8;
    private static readonly char[] BetweenWords = ['/', '／'];

    /// <summary>
    /// The column a heading names, or that of its words one of which does, as <c>证件号码/身份证号</c> and <c>姓名 Name</c>; null for one of the
    /// sender's own.
    /// </summary>
    public int? Find(string heading) => heading.Length > LongestHeading ? null : OfWord(Headings.Canonical(heading))
        ?? (heading.IndexOfAny(BetweenWords) > 0 ? OfParts(heading.Split(BetweenWords, MostWords))
            : Bilingual(heading) is var (chinese, english) && OfWord(Headings.Canonical(chinese)) is { } column
                && (IsSign(english) || OfWord(Headings.Canonical(english)) == column) ? column
            : null);

    /// <summary>True for a heading that may stand for <see cref="NamedNumber"/>.</summary>
    public bool IsNamedNumber(string heading) =>
        NamedNumber is not null && heading.Length <= LongestHeading && HeadingForms.IsNumberOfNamedCertificate(Headings.Canonical(heading));

    /// <summary>How many of the columns these headings name, each once.</summary>
    public int Known(IEnumerable<string> headings) =>
        headings.Select(heading => Find(heading) ?? (IsNamedNumber(heading) ? NamedNumber : null)).OfType<int>().Distinct().Count();

    private int? OfParts(string[] parts) =>
        parts.Select(part => OfWord(Headings.Canonical(part))).OfType<int>().Distinct().ToList() is [var column] ? column : null;

    /// <summary>A heading in Chinese with English behind it; null for another.</summary>
    private static (string Chinese, string English)? Bilingual(string heading)
    {
        var at = heading.AsSpan().IndexOfAny(Letters);
        return at > 0 ? (heading[..at], heading[at..]) : null;
    }

    private static bool IsSign(string english) => english.Trim().TrimEnd('.').ToUpperInvariant() is "NO" or "NUMBER" or "ID";

    private int? OfWord(string word)
    {
        for (var i = 0; i < Columns.Count && word.Length > 0; i++)
        {
            if (Columns[i].Words.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return null;
    }
}

/// <summary>A column that is looked for.</summary>
/// <param name="Chinese">Its Chinese name, as messages say it.</param>
/// <param name="English">Its English name, which is that of the field.</param>
/// <param name="Words">What else its heading may be, in the way headings are compared; its names too.</param>
/// <param name="Use">What it holds.</param>
/// <param name="IsRequired">True for one that must be there.</param>
internal sealed record TableColumn(string Chinese, string English, IReadOnlyList<string> Words, ColumnUse Use, bool IsRequired)
{
    /// <summary>Both names, as messages have them.</summary>
    public string Bilingual => $"{Chinese} ({English})";
}

/// <summary>What a column holds, as far as tables are read by it.</summary>
internal enum ColumnUse
{
    /// <summary>Words that are often filled down for rows without a person too: a type, a grade.</summary>
    Word,

    /// <summary>A person's name.</summary>
    Name,

    /// <summary>A number that tells a person or a certificate from all others.</summary>
    Identity,

    /// <summary>The number of an identity document, most of which have a check character.</summary>
    IdNumber,

    /// <summary>A code or the number of something else; digits that are no quantity.</summary>
    Code,

    /// <summary>A quantity.</summary>
    Quantity,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A file's name.</summary>
    File,
}

/// <summary>What follows from a use.</summary>
internal static class ColumnUses
{
    /// <summary>True where digits are no quantity: one lost digit makes it another's.</summary>
    public static bool IsNumberOfThings(this ColumnUse use) => use.TellsApart() || use == ColumnUse.Code;

    /// <summary>True for a number that a person or a certificate has alone.</summary>
    public static bool TellsApart(this ColumnUse use) => use is ColumnUse.Identity or ColumnUse.IdNumber;
}
