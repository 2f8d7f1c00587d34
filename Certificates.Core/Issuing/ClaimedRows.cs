using Certificates.Core.Batches;
using Certificates.Core.Register;

namespace Certificates.Core.Issuing;

/// <summary>Rows held under one lease.</summary>
/// <param name="owner">Who holds them.</param>
/// <param name="rows">The rows in the order of their files.</param>
/// <param name="batches">The batches of all rows, by id.</param>
internal sealed class ClaimedRows(string owner, IReadOnlyList<BatchRowRecord> rows, IReadOnlyDictionary<string, BatchRecord> batches)
{
    /// <summary>Who holds them.</summary>
    public string Owner => owner;

    /// <summary>Rows without a certificate yet, in the order of their files.</summary>
    public IReadOnlyList<BatchRowRecord> Fresh { get; } = [.. rows.Where(row => row.CertificateId is null)];

    /// <summary>All of them.</summary>
    public IEnumerable<RowId> All => rows.Select(row => row.Id);

    /// <summary>Rows that were reserved before, by a process that died.</summary>
    public List<Reserved> Resumed { get; } = [];

    /// <summary>Rows that cannot be read.</summary>
    public List<RowId> Damaged { get; } = [];

    /// <summary>Rows whose day has not come: received, or assessed, on one that a clock which was ahead took for today.</summary>
    public List<RowId> Early { get; } = [];

    /// <summary>True when no row was due.</summary>
    public bool IsEmpty => batches.Count == 0;

    /// <summary>The batch of a row.</summary>
    public BatchRecord BatchOf(BatchRowRecord row) => batches[row.BatchId];

    /// <summary>Reads a row. One that cannot be read, which is damage, waits alone: those beside it go on.</summary>
    public void TryRead(BatchRowRecord row, Action<Exception> tell, Action read)
    {
        try
        {
            read();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            tell(fault);
            Damaged.Add(row.Id);
        }
    }
}
