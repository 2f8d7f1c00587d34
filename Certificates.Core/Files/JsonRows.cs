using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files;

/// <summary>Reads a list sent as JSON, <c>{"items":[{…}]}</c>, an object at a time.</summary>
internal static class JsonRows
{
    private const int LongestRow = 64 * 1024;
    private const int MostDigits = 15;

    /// <summary>The rows; ends with a refusal where the body is refused.</summary>
    /// <param name="file">Read from where it stands.</param>
    /// <param name="list">Name of the property that holds the list.</param>
    /// <param name="limits">How many there may be.</param>
    /// <param name="read">Makes a row of an object; what its texts cannot be, it may leave to throw.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<Result<T>> ReadAsync<T>(
        Stream file, string list, FileLimits limits, Func<JsonElement, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : notnull
    {
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        var rows = new List<T>();
        var state = new State(default, list, false, false);
        var items = 0;
        try
        {
            while (true)
            {
                var sent = await pipe.ReadAsync(cancellationToken);
                rows.Clear();
                var next = Parse(sent.Buffer, sent.IsCompleted, state, row => rows.Add(read(row)), out var consumed);
                foreach (var row in rows)
                {
                    yield return row;
                }


                items += rows.Count;
                var isStuck = consumed.Equals(sent.Buffer.Start) && sent.Buffer.Length > LongestRow;
                if (next is null || isStuck || items > limits.Lines || (sent.IsCompleted && !next.Value.HasSeenList))
                {
                    yield return items > limits.Lines ? FileRefusals.TooManyLines : Malformed(list);
                    yield break;
                }

                if (sent.IsCompleted)
                {
                    yield break;
                }

                state = next.Value;
                pipe.AdvanceTo(consumed, sent.Buffer.End);
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static Refusal Malformed(string list) => FileRefusals.Unreadable(
        $"The body is not JSON of the form {{\"{list}\":[{{…}}]}}.", $"正文不是 {{\"{list}\":[{{…}}]}} 形式的 JSON");

    /// <summary>Takes every whole row of the buffer; null when it is not JSON of our form.</summary>
    private static State? Parse(in ReadOnlySequence<byte> buffer, bool isLast, State state, Action<JsonElement> add,
        out SequencePosition consumed)
    {
        var json = new Utf8JsonReader(buffer, isLast, state.Json);
        consumed = buffer.Start;
        try
        {
            while (TryStep(ref json, ref state, add))
            {
                state = state with { Json = json.CurrentState };
                consumed = json.Position;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The second is how the library says that an escape is half a surrogate pair, which RFC 7493 forbids. The third is a fault of
            // its (.NET 10.0): it words its complaint of a word that is cut off where the last buffer ends.
            return null;
        }

        return state;
    }

    /// <summary>
    /// One step: a row, a foreign property as a whole, or a token of the frame. False when the buffer holds no more whole ones.
    /// </summary>
    private static bool TryStep(ref Utf8JsonReader json, ref State state, Action<JsonElement> add)
    {
        if (!json.Read())
        {
            return false;
        }

        switch (json.TokenType)
        {
            case JsonTokenType.StartObject when state.InList:
                if (!JsonElement.TryParseValue(ref json, out var row))
                {
                    return false;
                }

                add(row.Value);
                return true;
            case JsonTokenType.PropertyName when !json.ValueTextEquals(state.List):
                return json.TrySkip();
            case JsonTokenType.StartArray when json.CurrentDepth == 1 && !state.HasSeenList:
                state = state with { InList = true, HasSeenList = true };
                return true;
            case JsonTokenType.EndArray:
                state = state with { InList = false };
                return true;
            case JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.EndObject when json.CurrentDepth <= 1:
                return true;
            default:
                throw new JsonException("Not the form of a list.");
        }
    }

    /// <summary>
    /// A plain value as a cell; null for an object or an array. Of a number more digits than a workbook keeps are lost in many a program
    /// that writes JSON, too.
    /// </summary>
    public static Cell? Cell(JsonElement value) => Text(value) is not { } text ? (Cell?)null
        : value.ValueKind != JsonValueKind.Number ? text
        : new Cell(CellKind.Number, text, text, value.GetDouble(), text.Length <= MostDigits && text.All(char.IsAsciiDigit));

    /// <summary>A plain value as it was written; null for an object or an array.</summary>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Object or JsonValueKind.Array => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    /// <summary>Where the reading stands between two buffers.</summary>
    private readonly record struct State(JsonReaderState Json, string List, bool InList, bool HasSeenList);
}
