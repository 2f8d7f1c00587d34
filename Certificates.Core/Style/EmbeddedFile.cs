using System.Buffers;
using System.Reflection;

namespace Certificates.Core.Style;

/// <summary>
/// A file embedded in this assembly, read where the loader mapped it: 30 MB of fonts cost no managed memory, and only the pages that
/// are used are ever loaded. The assembly is never unloaded, so the memory lives as long as the process.
/// </summary>
internal sealed unsafe class EmbeddedFile : MemoryManager<byte>
{
    private readonly UnmanagedMemoryStream _stream;

    private EmbeddedFile(UnmanagedMemoryStream stream) => _stream = stream;

    /// <summary>The file's bytes.</summary>
    /// <exception cref="FileNotFoundException">The build did not embed it.</exception>
    public static ReadOnlyMemory<byte> Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(name) is UnmanagedMemoryStream stream
            ? new EmbeddedFile(stream).Memory
            : throw new FileNotFoundException("The build did not embed the file.", name);

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(_stream.PositionPointer, checked((int)_stream.Length));

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_stream.PositionPointer + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }
    }
}
