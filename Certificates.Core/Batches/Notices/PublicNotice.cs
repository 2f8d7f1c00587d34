using System.Globalization;

namespace Certificates.Core.Batches.Notices;

/// <summary>公示名单: who will be certified unless somebody objects, as far as everybody may know it.</summary>
/// <param name="Kind">Which certificates.</param>
/// <param name="Institution">The institution.</param>
/// <param name="Contact">Where an objection goes; may be empty.</param>
/// <param name="Until">The end of the period.</param>
/// <param name="Rows">A part of the list, in the order of the file.</param>
/// <param name="Next">What the next part is asked for by; null at the end.</param>
public sealed record PublicNotice(
    CertificateKind Kind, string Institution, string Contact, DateTimeOffset Until, IReadOnlyList<NoticeRow> Rows, string? Next);

/// <summary>A person of the list: no number of a document or of an examination.</summary>
/// <param name="Row">The person in the file, from 1, to be named in an objection.</param>
/// <param name="Name">姓名, masked.</param>
/// <param name="Occupation">职业.</param>
/// <param name="Direction">职业方向; null is none.</param>
/// <param name="Grade">等级.</param>
public sealed record NoticeRow(int Row, string Name, string Occupation, string? Direction, Grade Grade);

/// <summary>Where a batch is announced.</summary>
/// <param name="Path">The path of the page at the issuing service.</param>
/// <param name="Until">Until when it is there.</param>
public sealed record NoticeAddress(string Path, DateTimeOffset Until);

/// <summary>Names as a public list may have them.</summary>
internal static class MaskedName
{
    private const char Mask = '*';

    /// <summary>The first character of a name, of more than two the last as well; a mark for each of the others.</summary>
    public static string Of(string name)
    {
        var starts = StringInfo.ParseCombiningCharacters(name);
        return starts.Length switch
        {
            <= 1 => name,
            2 => $"{name[..starts[1]]}{Mask}",
            var count => $"{name[..starts[1]]}{new string(Mask, count - 2)}{name[starts[^1]..]}",
        };
    }
}
