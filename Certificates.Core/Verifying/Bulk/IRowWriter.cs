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

/// <summary>Text in an encoding, with its byte order mark where it has one.</summary>
internal sealed class CsvRowWriter(Stream output, Encoding encoding, char separator) : IRowWriter
{
    private readonly StreamWriter _text = new(output, encoding, bufferSize: 32 * 1024, leaveOpen: true);

    public Task WriteAsync(IEnumerable<string> fields, CancellationToken cancellationToken) =>
        _text.WriteAsync(SpreadsheetLine.Of(fields, separator).AsMemory(), cancellationToken);

    public Task CompleteAsync(CancellationToken cancellationToken) => _text.FlushAsync(cancellationToken);

    public ValueTask DisposeAsync() => _text.DisposeAsync();
}
