using System.Text.Json;
using Certificates.Core.Log;

namespace Certificates.Core.Oversight.Auditing;

/// <summary>A change of the directories as its row says.</summary>
/// <param name="Id">Its place in the history.</param>
/// <param name="Target">What was changed.</param>
/// <param name="Kind">How.</param>
/// <param name="At">When; null where the row says no instant.</param>
/// <param name="AtText">The same as the row has it.</param>
/// <param name="ActorKeyId">The key that wrote it.</param>
/// <param name="Document">What it rests on.</param>
/// <param name="Detail">What was written, as JSON.</param>
/// <param name="Salt">The salt of its hash.</param>
/// <param name="Leaf">Its leaf of form 1.</param>
internal sealed record DirectoryEventRow(
    long Id, string Target, string Kind, DateTimeOffset? At, string AtText, long? ActorKeyId, string? Document, string? Detail, byte[] Salt,
    byte[] Leaf)
{
    public static DirectoryEventRow Of(RawRow row) => new(
        row.Number("Id") ?? 0, row.Text("Target") ?? "", row.Text("Kind") ?? "", RawRow.InstantOf(row.Instant("At")),
        row.Instant("At") ?? "", row.Number("ActorKeyId"), row.Text("Document"), row.Text("Detail"), row.Bytes("Salt"), row.Bytes("Leaf"));

    /// <summary>True when its leaf is over what it says.</summary>
    public bool HasLeaf() => At is { } at && ActorKeyId is { } actor && Detail is not null && Salt.Length == EventLeaf.SaltLength
        && new DirectoryLeaf(Target, Kind, at, actor, Document, EventLeaf.HashText(Salt, Detail)).Hash().AsSpan().SequenceEqual(Leaf);

    /// <summary>True of the published leaf about it.</summary>
    public bool IsIn(byte[] published) =>
        At is { } at && PublishedLeaf.OfDirectory(Target, Kind, at, Leaf).AsSpan().SequenceEqual(published);

    /// <summary>What was written; null where it is no JSON object any more.</summary>
    public JsonElement? Written()
    {
        try
        {
            return Detail is not null && JsonElement.Parse(Detail) is { ValueKind: JsonValueKind.Object } written ? written : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
