namespace Certificates.Core.Files;

/// <summary>
/// The text of a table on its way to the library, behind a line of one field: by its first line the library would size its work, which
/// grows with the square of that line's fields.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="endsByReturn">True where a carriage return alone ends a line, which the library takes for part of it.</param>
internal sealed class CsvText(TextReader text, bool endsByReturn) : TextReader
{
    private const string FirstLine = "x\n";
    private int _given;

    /// <inheritdoc/>
    public override int Peek() => _given < FirstLine.Length ? FirstLine[_given] : Ended(text.Peek());

    /// <inheritdoc/>
    public override int Read() => _given < FirstLine.Length ? FirstLine[_given++] : Ended(text.Read());

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

    private int Ended(int character) => endsByReturn && character == '\r' ? '\n' : character;

    private int Ended(Span<char> buffer, int read)
    {
        if (endsByReturn)
        {
            buffer[..read].Replace('\r', '\n');
        }

        return read;
    }

    private int Give(Span<char> buffer)
    {
        var given = Math.Min(buffer.Length, FirstLine.Length - _given);
        FirstLine.AsSpan(_given, given).CopyTo(buffer);
        _given += given;
        return given;
    }
}
