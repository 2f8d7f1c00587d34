using System.Text;
using System.Xml;

namespace Certificates.Core.Files.Workbooks.Appending;

/// <summary>
/// XML on its way to where a server sends it: written synchronously into memory, sent on asynchronously whenever there is enough of it.
/// </summary>
internal sealed class PartWriter : IAsyncDisposable
{
    private const int Enough = 64 * 1024;

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
        CheckCharacters = false,
        CloseOutput = false,
    };

    private readonly MemoryStream _memory = new();
    private readonly Stream _output;
    private readonly XmlWriter _xml;

    /// <summary>Begins a part.</summary>
    /// <param name="output">Where it goes; disposed with the writer.</param>
    public PartWriter(Stream output)
    {
        _output = output;
        _xml = XmlWriter.Create(_memory, Settings);
    }

    /// <summary>Takes the XML.</summary>
    public XmlWriter Xml => _xml;

    /// <summary>Sends on what there is, once it is enough.</summary>
    public ValueTask SendAsync(CancellationToken cancellationToken)
    {
        Xml.Flush();
        return _memory.Length < Enough ? ValueTask.CompletedTask : SendAllAsync(cancellationToken);
    }

    /// <summary>Ends the part well.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        Xml.WriteEndDocument();
        Xml.Flush();
        await SendAllAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // What a writer that is let go ends by itself goes nowhere: a part cut short must look so.
        _xml.Dispose();
        await _output.DisposeAsync();
        await _memory.DisposeAsync();
    }

    private async ValueTask SendAllAsync(CancellationToken cancellationToken)
    {
        await _output.WriteAsync(_memory.GetBuffer().AsMemory(0, (int)_memory.Length), cancellationToken);
        _memory.SetLength(0);
    }
}
