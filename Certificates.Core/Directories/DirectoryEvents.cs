using System.Globalization;
using System.Text.Json;

namespace Certificates.Core.Directories;

/// <summary>The history of the directories: append-only, each event with its leaf in the log.</summary>
public sealed class DirectoryEvents
{
    private readonly DirectoryEventStore _store;

    internal DirectoryEvents(DirectoryEventStore store) => _store = store;

    /// <summary>Events, newest first.</summary>
    /// <param name="target">Those of one target, such as <c>institution/0001</c>; null for all.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">Most events.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<Page<DirectoryEvent>> ListAsync(string? target, string? after, int limit, CancellationToken cancellationToken)
    {
        var before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var records = await _store.ListAsync(target, before, limit, cancellationToken);
        var items = records.Select(record => new DirectoryEvent(
            record.Id, record.Target, record.Kind, record.At, record.ActorKeyId, record.Document, Detail(record.Detail)));
        return new Page<DirectoryEvent>(
            [.. items], records.Count == limit ? records[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static JsonElement? Detail(string? stored) => stored is null ? null : JsonElement.Parse(stored);
}

/// <summary>A change of the directories.</summary>
/// <param name="Id">Its place in the history.</param>
/// <param name="Target">What was changed: <c>institution/0001</c>, <c>authorisations/0001</c>, <c>occupation/01</c>.</param>
/// <param name="Kind">What happened to it, a code.</param>
/// <param name="At">When.</param>
/// <param name="KeyId">The key that wrote it.</param>
/// <param name="Document">The document it rests on.</param>
/// <param name="Detail">What was written.</param>
public sealed record DirectoryEvent(
    long Id, string Target, string Kind, DateTimeOffset At, long? KeyId, string? Document, JsonElement? Detail);
