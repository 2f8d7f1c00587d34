namespace Certificates.Core.Verifying.Bulk;

/// <summary>
/// Which column of a list holds what, by its Chinese or English name. Two of the three columns are there, none of them twice;
/// all others are the sender's and are kept.
/// </summary>
internal sealed class ListHeader
{
    private static readonly string[][] Names = [["证书编号", "number"], ["姓名", "name"], ["证件号码", "idNumber"]];
    private readonly int[] _positions;

    private ListHeader(IReadOnlyList<string> fields, int[] positions, bool isEnglish) =>
        (Fields, _positions, IsEnglish) = (fields, positions, isEnglish);

    /// <summary>The header as it was sent.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>True when its own columns are named in English; so the answers are.</summary>
    public bool IsEnglish { get; }

    /// <summary>Reads the header row: <c>columns_missing</c>, <c>columns_duplicated</c>.</summary>
    public static Result<ListHeader> Read(IReadOnlyList<string> fields)
    {
        var found = Names.Select(names => Enumerable.Range(0, fields.Count).Where(i => Is(fields[i], names)).ToList()).ToList();
        if (found.Exists(positions => positions.Count > 1))
        {
            return new Refusal(RefusalCode.ColumnsDuplicated, "file",
                "Keep one of each of the columns 证书编号 (number), 姓名 (name), 证件号码 (idNumber).",
                "证书编号、姓名、证件号码各列只能保留一个。");
        }

        var isEnglish = found.Exists(positions => positions.Count == 1 && fields[positions[0]].Any(char.IsAsciiLetter));
        return found.Count(positions => positions.Count == 1) >= 2
            ? new ListHeader(fields, [.. found.Select(positions => positions.Count == 1 ? positions[0] : -1)], isEnglish)
            : new Refusal(RefusalCode.ColumnsMissing, "file",
                "The first row must name two of the columns 证书编号 (number), 姓名 (name), 证件号码 (idNumber).",
                "第一行至少要有证书编号、姓名、证件号码中的两列。");
    }

    /// <summary>A data row, as wide as the header: missing fields are empty, fields too many are left out.</summary>
    public ListRow Row(IReadOnlyList<string> fields)
    {
        string[] row = [.. fields.Concat(Enumerable.Repeat("", Fields.Count)).Take(Fields.Count)];
        return new ListRow(row, new Question(At(row, 0), At(row, 1), At(row, 2)), null);
    }

    private static bool Is(string field, string[] names) =>
        names.Contains(field.Trim().TrimStart('\uFEFF'), StringComparer.OrdinalIgnoreCase);

    private string? At(string[] fields, int column) => _positions[column] < 0 ? null : fields[_positions[column]];
}
