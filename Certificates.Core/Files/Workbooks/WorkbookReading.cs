using System.Diagnostics.CodeAnalysis;
using System.Xml;

namespace Certificates.Core.Files.Workbooks;

/// <summary>
/// A workbook being read: what its bytes make the libraries throw becomes a refusal here. They are synchronous; nobody waits for longer
/// than a row.
/// </summary>
internal sealed class WorkbookReading : IDisposable
{
    private readonly IWorkbook _workbook;
    private readonly bool _isXlsx;
    private readonly CancellationToken _cancellationToken;
    private ISheet? _opened;

    private WorkbookReading(IWorkbook workbook, bool isXlsx, CancellationToken cancellationToken) =>
        (_workbook, _isXlsx, _cancellationToken) = (workbook, isXlsx, cancellationToken);

    /// <summary>Its worksheets in their order.</summary>
    public IReadOnlyList<SheetName> Sheets => _workbook.Sheets;

    /// <summary>The cells that were made one in the sheet whose rows were read last, to its end.</summary>
    public IReadOnlyList<MergedCells> Merged { get; private set; } = [];

    /// <summary>Says of a column, from 0, whether the screen leaves it out in the sheet that is read.</summary>
    public bool IsHidden(int column) => _opened?.IsHidden(column) == true;

    /// <summary>Opens a file, which is left open.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The reading keeps the workbook and disposes it.")]
    public static Result<WorkbookReading> Open(Stream file, bool isXlsx, FileLimits limits, CancellationToken cancellationToken)
    {
        var opened = Guarded<IWorkbook>(
            () => isXlsx ? XlsxBook.Read(file, limits, cancellationToken) : XlsBook.Read(file, limits, cancellationToken), isXlsx);
        return opened!.Value.TryGet(out var workbook, out var refusals)
            ? new WorkbookReading(workbook, isXlsx, cancellationToken)
            : refusals;
    }

    /// <summary>The rows of a sheet that hold something; ends with a refusal where the file is refused.</summary>
    public IEnumerable<Result<SheetRow>> Rows(int sheet)
    {
        ISheet? opened = null;
        try
        {
            while (Guarded(() => Next(opened ??= _opened = _workbook.Open(sheet)), _isXlsx) is { } read)
            {
                yield return read;
                if (!read.TryGet(out _, out _))
                {
                    yield break;
                }
            }

            Merged = opened?.Merged ?? [];
        }
        finally
        {
            opened?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _workbook.Dispose();

    private Result<SheetRow>? Next(ISheet sheet)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return sheet.Next();
    }

    /// <summary>
    /// An old workbook lies in memory, so whatever its reader throws comes of its bytes; that library does not say so by one exception.
    /// </summary>
    private static Result<T>? Guarded<T>(Func<Result<T>?> read, bool isXlsx)
        where T : notnull
    {
        try
        {
            return read();
        }
        catch (ReadLimitException)
        {
            return FileRefusals.TooLarge;
        }
        catch (Exception e) when (e is XmlException or InvalidDataException
            || (!isXlsx && e is not (OperationCanceledException or OutOfMemoryException)))
        {
            return FileRefusals.DamagedSheet;
        }
    }
}
