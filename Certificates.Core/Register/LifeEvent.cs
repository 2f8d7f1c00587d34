using Certificates.Core.Privacy;

namespace Certificates.Core.Register;

/// <summary>An event of a certificate's life about to be stored, with all it may hold.</summary>
internal sealed record LifeEvent
{
    public static readonly string[] Columns =
    [
        "CertificateId", "Version", "Kind", "At", "ActorKeyId", "SecondKeyId", "Category", "TextCipher", "KeyId", "EvidenceHash", "Salt", "Leaf",
    ];

    public required long CertificateId { get; init; }

    public required long Version { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The key that asked for it.</summary>
    public required long ActorKeyId { get; init; }

    /// <summary>The key that decided it, where two are needed.</summary>
    public long? SecondKeyId { get; init; }

    public string? Category { get; init; }

    /// <summary>The free text, encrypted for <see cref="Places.EventText"/>.</summary>
    public byte[]? TextCipher { get; init; }

    public string? KeyId { get; init; }

    public byte[]? EvidenceHash { get; init; }

    public required byte[] Salt { get; init; }

    public required byte[] Leaf { get; init; }

    public object?[] Values() =>
        [CertificateId, Version, Kind, At, ActorKeyId, SecondKeyId, Category, TextCipher, KeyId, EvidenceHash, Salt, Leaf];
}
