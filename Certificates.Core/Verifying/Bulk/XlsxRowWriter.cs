using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Files;
using SpreadCheetah;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>A workbook of one sheet of texts, which no spreadsheet takes for formulas.</summary>
internal sealed class XlsxRowWriter : IRowWriter
{
    private readonly DeferredStream _output;
    private readonly Spreadsheet _workbook;

    private XlsxRowWriter(DeferredStream output, Spreadsheet workbook) => (_output, _workbook) = (output, workbook);

    /// <summary>Begins one.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The writer keeps them and disposes them.")]
    public static async Task<XlsxRowWriter> OpenAsync(Stream output, CancellationToken cancellationToken)
    {
        var deferred = new DeferredStream(output);
        var workbook = await NewWorkbook.CreateAsync(deferred, cancellationToken);
        await workbook.StartWorksheetAsync("Sheet1", token: cancellationToken);
        return new XlsxRowWriter(deferred, workbook);
    }

    public async Task WriteAsync(IEnumerable<string> fields, CancellationToken cancellationToken) => await _workbook.AddRowAsync(
        [.. fields.Select(field => new DataCell(NewWorkbook.Writable(field)))], cancellationToken);

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _workbook.FinishAsync(cancellationToken);
        await _output.FlushAsync(cancellationToken);
    }

    /// <summary>What ends a workbook that was not completed stays in memory: it must not look complete.</summary>
    public async ValueTask DisposeAsync()
    {
        await _workbook.DisposeAsync();
        await _output.DisposeAsync();
    }
}
