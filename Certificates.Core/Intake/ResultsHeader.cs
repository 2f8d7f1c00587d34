namespace Certificates.Core.Intake;

/// <summary>Which field of a row belongs to which column. Every column that the form requires is there, none of them twice.</summary>
internal sealed class ResultsHeader
{
    private readonly ResultsColumn?[] _columns;

    private ResultsHeader(ResultsColumn?[] columns) => _columns = columns;

    /// <summary>Reads the header row: <c>columns_missing</c> and <c>columns_duplicated</c> name the columns in both languages.</summary>
    public static Result<ResultsHeader> Read(ResultsForm form, IEnumerable<string> headers)
    {
        var columns = headers.Select(form.Find).ToArray();
        var doubled = form.Columns.Where(column => columns.Count(found => found == column) > 1).ToList();
        if (doubled.Count > 0)
        {
            return new Refusal(
                RefusalCode.ColumnsDuplicated,
                "file",
                $"Keep one of each of these columns and send the file again: {Names(form, doubled)}.",
                $"以下列重复，请每列只保留一个后重新上传：{Chinese(form, doubled)}。");
        }

        var missing = form.Columns.Where(column => ResultsForm.IsRequired(column) && !columns.Contains(column)).ToList();
        return missing.Count > 0
            ? new Refusal(
                RefusalCode.ColumnsMissing,
                "file",
                $"The first row must name the columns; add these and send the file again: {Names(form, missing)}.",
                $"表头缺少以下列，请补齐后重新上传：{Chinese(form, missing)}。")
            : new ResultsHeader(columns);
    }

    /// <summary>Sorts the fields of a data row into columns; the reader of the file numbers it.</summary>
    public SentRow Row(IReadOnlyList<string> fields, SentRowFlaw flaw = SentRowFlaw.None)
    {
        var sent = new SentFields();
        for (var i = 0; i < fields.Count && i < _columns.Length; i++)
        {
            if (_columns[i] is { } column)
            {
                sent[column] = fields[i];
            }
        }

        return new SentRow(0, sent.ToArray(), fields.Count > _columns.Length ? flaw | SentRowFlaw.Malformed : flaw);
    }

    /// <summary>The column at a position; null for one that is not ours.</summary>
    public ResultsColumn? ColumnAt(int position) => position < _columns.Length ? _columns[position] : null;

    private static string Names(ResultsForm form, IEnumerable<ResultsColumn> columns) => string.Join(", ", columns.Select(form.Bilingual));

    private static string Chinese(ResultsForm form, IEnumerable<ResultsColumn> columns) => string.Join("、", columns.Select(form.Chinese));
}
