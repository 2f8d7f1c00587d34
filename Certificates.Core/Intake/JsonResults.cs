using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Certificates.Core.Intake;

/// <summary>Reads results sent as JSON, <c>{"results":[{…}]}</c> with the English names, an object at a time.</summary>
internal static class JsonResults
{
    private const int LongestRow = 64 * 1024;

    private static Refusal Malformed => ResultsFile.Unreadable("The body is not JSON of the form {\"results\":[{…}]}.");

    /// <summary>The rows, unnumbered; ends with a refusal where the body is refused.</summary>
    public static async IAsyncEnumerable<Result<SentRow>> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        var rows = new List<SentRow>();
        var state = default(State);
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(cancellationToken);
                rows.Clear();
                var next = Parse(read.Buffer, read.IsCompleted, state, rows, out var consumed);
                foreach (var row in rows)
                {
                    yield return row;
                }

                var isStuck = consumed.Equals(read.Buffer.Start) && read.Buffer.Length > LongestRow;
                if (next is null || isStuck || (read.IsCompleted && !next.Value.HasSeenResults))
                {
                    yield return Malformed;
                    yield break;
                }

                if (read.IsCompleted)
                {
                    yield break;
                }

                state = next.Value;
                pipe.AdvanceTo(consumed, read.Buffer.End);
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    /// <summary>Takes every whole row of the buffer; null when it is not JSON of our form.</summary>
    private static State? Parse(in ReadOnlySequence<byte> buffer, bool isLast, State state, List<SentRow> rows, out SequencePosition consumed)
    {
        var json = new Utf8JsonReader(buffer, isLast, state.Json);
        consumed = buffer.Start;
        try
        {
            while (TryStep(ref json, ref state, rows))
            {
                state = state with { Json = json.CurrentState };
                consumed = json.Position;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is how the library says that an escape is half a surrogate pair, which RFC 7493 forbids.
            return null;
        }

        return state;
    }

    /// <summary>One step: a row, a foreign property as a whole, or a token of the frame. False when the buffer holds no more whole ones.</summary>
    private static bool TryStep(ref Utf8JsonReader json, ref State state, List<SentRow> rows)
    {
        if (!json.Read())
        {
            return false;
        }

        switch (json.TokenType)
        {
            case JsonTokenType.StartObject when state.InResults:
                if (!JsonElement.TryParseValue(ref json, out var row))
                {
                    return false;
                }

                rows.Add(Row(row.Value));
                return true;
            case JsonTokenType.PropertyName when !json.ValueTextEquals("results"u8):
                return json.TrySkip();
            case JsonTokenType.StartArray when json.CurrentDepth == 1 && !state.HasSeenResults:
                state = state with { InResults = true, HasSeenResults = true };
                return true;
            case JsonTokenType.EndArray:
                state = state with { InResults = false };
                return true;
            case JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.EndObject when json.CurrentDepth <= 1:
                return true;
            default:
                throw new JsonException("Not the form of a results body.");
        }
    }

    private static SentRow Row(JsonElement row)
    {
        var fields = new string[ResultsColumns.All.Count];
        var flaw = SentRowFlaw.None;
        foreach (var column in ResultsColumns.All)
        {
            var text = row.TryGetProperty(column.English(), out var value) ? Text(value) : "";
            fields[(int)column] = text ?? "";
            flaw |= text is null ? SentRowFlaw.Malformed : SentRowFlaw.None;
            flaw |= column == ResultsColumn.IdNumber && value.ValueKind == JsonValueKind.Number ? SentRowFlaw.NumericIdNumber : SentRowFlaw.None;
        }

        return new SentRow(0, fields, flaw);
    }

    /// <summary>A plain value as it was written; null for an object or an array.</summary>
    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Object or JsonValueKind.Array => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    /// <summary>Where the reading stands between two buffers.</summary>
    private readonly record struct State(JsonReaderState Json, bool InResults, bool HasSeenResults);
}
