namespace Certificates.Core.Files;

/// <summary>
/// How many foreign files are read at once, in one process: some per processor. The rest wait in their order, each until its request
/// ends; what a file takes of memory while it is read is taken so many times and no more.
/// </summary>
internal sealed class ReadingTurns : IDisposable
{
    /// <summary>How many there are.</summary>
    public static int Altogether => 2 * Environment.ProcessorCount;

    private readonly SemaphoreSlim _turns = new(Altogether);

    /// <summary>Waits for a turn, which lasts until it is disposed.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        return new Turn(_turns);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
