using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Certificates.Core.Files.Workbooks.Appending;

/// <summary>
/// Lines for a sheet that is written behind another one, in which they come up: kept as uploads are, encrypted on disk, so that memory
/// does not grow with them.
/// </summary>
/// <param name="folder">Where they lie.</param>
internal sealed class FurtherLines(string folder) : IAsyncDisposable
{
    /// <summary>Far more than the lines of the longest list come to.</summary>
    private const long MostBytes = 4L * 1024 * 1024 * 1024;

    private readonly Pipe _pipe = new();
    private Task<Result<SpoolStream>>? _filling;
    private SpoolStream? _spool;

    /// <summary>True when there is any.</summary>
    public bool IsAny => _filling is not null;

    /// <summary>Keeps a line.</summary>
    public async Task AddAsync(IReadOnlyList<string> cells, CancellationToken cancellationToken)
    {
        _filling ??= FillAsync(cancellationToken);
        await _pipe.Writer.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(cells), cancellationToken);
        if ((await _pipe.Writer.WriteAsync("\n"u8.ToArray(), cancellationToken)).IsCompleted)
        {
            await EndAsync();
        }
    }

    /// <summary>Reads them all, once, in their order; none is added from then on.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _pipe.Writer.CompleteAsync();
        await EndAsync();
        using var lines = new StreamReader(_spool!, leaveOpen: true);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return JsonSerializer.Deserialize<string[]>(line)!;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _pipe.Writer.CompleteAsync();
        try
        {
            if (_filling is not null)
            {
                await EndAsync();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or UnauthorizedAccessException)
        {
            // Nothing was kept, and whoever wrote was told.
        }

        await (_spool?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<Result<SpoolStream>> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SpoolStream.FillAsync(_pipe.Reader.AsStream(leaveOpen: true), folder, MostBytes, cancellationToken);
        }
        finally
        {
            // Whoever writes on is told that nobody reads.
            await _pipe.Reader.CompleteAsync();
        }
    }

    private async Task EndAsync() => _spool = (await _filling!).TryGet(out var spool, out var refusals)
        ? spool
        : throw new IOException(refusals.First.Message);
}
