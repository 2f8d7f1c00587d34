using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Access;

/// <summary>
/// Who called what, kept for whoever oversees the service: the key, the route as a template and the certificate, nothing a caller
/// wrote. Records are written some at a time, so that no call waits for its own; a process that is killed loses those of its last second.
/// </summary>
public sealed partial class AccessJournal
{
    private const int LongestQueue = 10_000;
    private const int GroupSize = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Channel<NewAccessRecord> _queue = Channel.CreateBounded<NewAccessRecord>(LongestQueue);
    private readonly AccessRecordStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<AccessJournal> _log;

    internal AccessJournal(AccessRecordStore store, TimeProvider clock, ILogger<AccessJournal> log) =>
        (_store, _clock, _log) = (store, clock, log);

    /// <summary>Notes a call; waits only while 10,000 others wait to be written.</summary>
    /// <param name="key">Who calls.</param>
    /// <param name="call">Method and route template.</param>
    /// <param name="certificateNumber">The number the call names; null when it names none.</param>
    /// <param name="batchId">The batch the call names; null when it names none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask NoteAsync(ApiKey key, string call, string? certificateNumber, Guid? batchId, CancellationToken cancellationToken) =>
        _queue.Writer.WriteAsync(
            new NewAccessRecord(_clock.GetUtcNow(), key.Id, call, certificateNumber, batchId?.ToString()), cancellationToken);

    /// <summary>Writes what is noted until told to stop, and then what is left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var group = new List<NewAccessRecord>(GroupSize);
        while (!cancellationToken.IsCancellationRequested)
        {
            await WaitAsync(group.Count > 0, cancellationToken);
            await WriteAsync(group, CancellationToken.None);
        }

        while (group.Count > 0 || _queue.Reader.Count > 0)
        {
            if (!await WriteAsync(group, CancellationToken.None))
            {
                return;
            }
        }
    }

    /// <summary>Records, newest first.</summary>
    /// <param name="keyId">Of one key; null for all.</param>
    /// <param name="certificateNumber">That name one certificate; null for all.</param>
    /// <param name="batchId">That name one batch; null for all.</param>
    /// <param name="from">From the first instant of this day in China.</param>
    /// <param name="to">To the last instant of this day in China.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">Most records.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<Page<AccessRecord>> ListAsync(
        long? keyId, string? certificateNumber, Guid? batchId, DateOnly? from, DateOnly? to, string? after, int limit,
        CancellationToken cancellationToken)
    {
        var before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var asked = new AccessQuestion(
            keyId,
            certificateNumber,
            batchId?.ToString(),
            from is { } first ? ChinaTime.StartOf(first) : null,
            to is { } last ? ChinaTime.StartOf(last.AddDays(1)) : null,
            before);
        var records = await _store.ListAsync(asked, limit, cancellationToken);
        return new Page<AccessRecord>(
            [.. records.Select(r => new AccessRecord(r.Id, r.At, r.KeyId, r.Call, r.CertificateNumber, r.BatchId))],
            records.Count == limit ? records[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    private async Task WaitAsync(bool hasSome, CancellationToken cancellationToken)
    {
        try
        {
            _ = hasSome || await _queue.Reader.WaitToReadAsync(cancellationToken);
            await Task.Delay(Pause, _clock, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop: what is left is written now.
        }
    }

    /// <summary>Writes a group, the one that failed before first; false when the register does not take it now.</summary>
    private async Task<bool> WriteAsync(List<NewAccessRecord> group, CancellationToken cancellationToken)
    {
        while (group.Count < GroupSize && _queue.Reader.TryRead(out var record))
        {
            group.Add(record);
        }

        try
        {
            _ = group.Count == 0 || await _store.AppendAsync(group, cancellationToken) > 0;
            group.Clear();
            return true;
        }
        catch (Exception outage)
        {
            LogOutage(outage, group.Count);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} access records could not be written and are tried again.")]
    private partial void LogOutage(Exception outage, int count);
}

/// <summary>A call on record.</summary>
/// <param name="Id">Its place in the order of calls.</param>
/// <param name="At">When.</param>
/// <param name="KeyId">Whose key.</param>
/// <param name="Call">Method and route template.</param>
/// <param name="CertificateNumber">The certificate it named, if there is one.</param>
/// <param name="BatchId">The batch it named.</param>
public sealed record AccessRecord(long Id, DateTimeOffset At, long KeyId, string Call, string? CertificateNumber, string? BatchId);
