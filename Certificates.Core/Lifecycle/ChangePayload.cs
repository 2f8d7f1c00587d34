using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Certificates.Core.Lifecycle;

/// <summary>What a change request keeps encrypted: the reason, and what a correction or a list is about.</summary>
internal sealed record ChangePayload
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Reason { get; init; }

    public string? EvidenceSha256 { get; init; }

    public IReadOnlyList<string>? Numbers { get; init; }

    public string? Name { get; init; }

    public string? IdType { get; init; }

    public string? IdNumber { get; init; }

    /// <summary>A new photo, which stands beside the payload until the request is decided.</summary>
    public bool HasPhoto { get; init; }

    public static ChangePayload Of(ChangeGround ground, Correction? correction, IReadOnlyList<string>? numbers) => new()
    {
        Reason = ground.Reason,
        EvidenceSha256 = ground.EvidenceHash is { } hash ? Convert.ToHexStringLower(hash.Span) : null,
        Numbers = numbers,
        Name = correction?.Name,
        IdType = correction?.IdType,
        IdNumber = correction?.IdNumber,
        HasPhoto = correction?.Photo is not null,
    };

    public static ChangePayload FromUtf8Json(ReadOnlySpan<byte> stored) => JsonSerializer.Deserialize<ChangePayload>(stored, Json)!;

    public byte[] ToUtf8Json() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The ground it was asked for with.</summary>
    public ChangeGround Ground(string category) => ChangeGround.Read(category, Reason, EvidenceSha256).TryGet(out var ground, out _)
        ? ground
        : throw new InvalidOperationException("A stored change request is not as it was written.");

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(ChangePayload);
}
