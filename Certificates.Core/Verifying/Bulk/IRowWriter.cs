using System.Text;
using Certificates.Core.Files;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>Writes rows of text, one after the other, to where a server sends them: never synchronously, never all at once.</summary>
internal interface IRowWriter : IAsyncDisposable
{
    /// <summary>Writes a row.</summary>
    Task WriteAsync(IEnumerable<string> fields, CancellationToken cancellationToken);

    /// <summary>Ends the file well; a file without it is cut short and looks so.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>CSV in UTF-8 with BOM, without which spreadsheets take Chinese for something else.</summary>
internal sealed class CsvRowWriter(Stream output) : IRowWriter
{
    private readonly StreamWriter _text = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 32 * 1024,
        leaveOpen: true);

    public Task WriteAsync(IEnumerable<string> fields, CancellationToken cancellationToken) =>
        _text.WriteAsync(SpreadsheetLine.Of(fields).AsMemory(), cancellationToken);

    public Task CompleteAsync(CancellationToken cancellationToken) => _text.FlushAsync(cancellationToken);

    public ValueTask DisposeAsync() => _text.DisposeAsync();
}
