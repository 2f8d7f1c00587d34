namespace Certificates.Core.Files;

/// <summary>
/// The text of a table on its way to the library, behind a line of one field: by its first line the library would size its work, which
/// grows with the square of that line's fields.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="dialect">What separates fields and lines.</param>
internal sealed class CsvText(TextReader text, CsvDialect dialect) : TextReader
{
    private const string FirstLine = "x\n";
    private readonly CsvWidth _width = new(dialect.Separator);
    private int _given;

    /// <summary>True when a line had more fields than a sheet has columns: the text ends there.</summary>
    public bool IsTooWide => _width.IsExceeded;

    /// <inheritdoc/>
    public override int Read(Span<char> buffer) => Give(buffer) is var given and > 0 ? given : Ended(buffer, text.Read(buffer));

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
        Give(buffer.Span) is var given and > 0 ? given : Ended(buffer, await text.ReadAsync(buffer, cancellationToken));

    private int Ended(Memory<char> buffer, int read) => Ended(buffer.Span, read);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(char[] buffer, int index, int count) =>
        ReadAsync(buffer.AsMemory(index, count), CancellationToken.None).AsTask();

    /// <inheritdoc/>
    public override ValueTask<int> ReadBlockAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
        ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task<int> ReadBlockAsync(char[] buffer, int index, int count) => ReadAsync(buffer, index, count);

    /// <summary>A carriage return that ends a line alone the library would take for part of it.</summary>
    private int Ended(Span<char> buffer, int read)
    {
        if (dialect.EndsByReturn)
        {
            buffer[..read].Replace('\r', '\n');
        }

        return _width.Of(buffer[..read]);
    }

    private int Give(Span<char> buffer)
    {
        var given = Math.Min(buffer.Length, FirstLine.Length - _given);
        FirstLine.AsSpan(_given, given).CopyTo(buffer);
        _given += given;
        return given;
    }
}
