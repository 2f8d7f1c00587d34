using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Certificates.Core.Batches;

/// <summary>A complaint (异议) against a row in its publicity period.</summary>
/// <param name="Active">True while it holds the row back.</param>
/// <param name="Notes">What was done with it, oldest first.</param>
public sealed record RowHold(bool Active, IReadOnlyList<HoldNote> Notes);

/// <summary>A step in dealing with a complaint.</summary>
/// <param name="Action">What was done.</param>
/// <param name="At">When.</param>
/// <param name="KeyId">By which key.</param>
/// <param name="Category">The category of the complaint.</param>
/// <param name="Reason">In the words of whoever did it.</param>
public sealed record HoldNote(HoldAction Action, DateTimeOffset At, long KeyId, string? Category, string Reason)
{
    /// <summary>Never prints the reason, which may name people.</summary>
    public override string ToString() => nameof(HoldNote);
}

/// <summary>What is done with a complaint.</summary>
public enum HoldAction
{
    /// <summary>The row was held back.</summary>
    Held,

    /// <summary>It was let go: it is issued when its batch is.</summary>
    Released,

    /// <summary>It ended as rejected.</summary>
    Rejected,
}

/// <summary>Notes as the register stores them, before they are encrypted.</summary>
internal static class StoredHoldNotes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public static byte[] Write(IReadOnlyList<HoldNote> notes) => JsonSerializer.SerializeToUtf8Bytes(notes, Json);

    public static IReadOnlyList<HoldNote> Read(ReadOnlySpan<byte> stored) => JsonSerializer.Deserialize<HoldNote[]>(stored, Json)!;
}
