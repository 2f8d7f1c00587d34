namespace Certificates.Core.Intake;

/// <summary>The faults of one row.</summary>
internal sealed class RowFaults
{
    private readonly List<Refusal> _all = [];

    /// <summary>True while none was found.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>In the order of the columns they stand in; what concerns the whole row comes last.</summary>
    public IReadOnlyList<Refusal> InColumnOrder() => [.. _all.OrderBy(fault => ResultsColumns.Find(fault.Field ?? "") ?? (ResultsColumn)int.MaxValue)];

    /// <summary>Notes a fault of a column.</summary>
    public void Add(string code, ResultsColumn column, string message) => Add(new Refusal(code, column.English(), message));

    /// <summary>Notes a fault; null is none.</summary>
    public void Add(Refusal? fault)
    {
        if (fault is not null)
        {
            _all.Add(fault);
        }
    }
}
