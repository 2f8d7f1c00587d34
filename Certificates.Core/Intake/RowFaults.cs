namespace Certificates.Core.Intake;

/// <summary>The faults of one row, in the words of its form. Of a cell that no value can be read from nothing else is said.</summary>
internal sealed class RowFaults(ResultsForm form, IReadOnlyList<SpoiltCell> spoilt)
{
    private readonly List<Refusal> _all = [.. spoilt.Select(cell => cell.Refusal(form))];

    /// <summary>True while none was found.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>In the order of the columns they stand in; what concerns the whole row comes last.</summary>
    public IReadOnlyList<Refusal> InColumnOrder() => [.. _all.OrderBy(fault => PlaceOf(fault.Field))];

    /// <summary>A column in both languages, as messages name it.</summary>
    public string Words(ResultsColumn column) => form.Bilingual(column);

    /// <summary>A column in Chinese, as Chinese messages name it.</summary>
    public string Chinese(ResultsColumn column) => form.Chinese(column);

    /// <summary>Notes a fault of a column; without particulars in Chinese the code's own sentence says it.</summary>
    public void Add(RefusalCode code, ResultsColumn column, string message, string? chinese = null) =>
        Add(new Refusal(code, column.English(), message, chinese));

    /// <summary>Notes a fault, its field named as the form names it; null is none.</summary>
    public void Add(Refusal? fault)
    {
        if (fault is null)
        {
            return;
        }

        var column = form.Find(fault.Field ?? "");
        if (column is null || spoilt.All(cell => cell.Column != column))
        {
            _all.Add(column is null ? fault : fault with { Field = form.English(column.Value) });
        }
    }

    private int PlaceOf(string? field)
    {
        var column = form.Find(field ?? "");
        return form.Columns.TakeWhile(each => each != column).Count();
    }
}
