using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Privacy;

namespace Certificates.Core.Register;

/// <summary>An event of a certificate's life, as it is stored and as it is read back.</summary>
internal sealed record LifeEvent
{
    /// <summary>The events of a certificate in order.</summary>
    public const string Select = """
        SELECT CertificateId, Version, Kind, At, ActorKeyId, SecondKeyId, Category, TextCipher, KeyId, EvidenceHash, Salt, Leaf
        FROM CertificateEvent WHERE CertificateId = @certificateId ORDER BY Id
        """;

    public static readonly TableColumns<LifeEvent> Columns = new(
        "CertificateEvent",
        ("CertificateId", e => e.CertificateId),
        ("Version", e => e.Version),
        ("Kind", e => e.Kind),
        ("At", e => e.At),
        ("ActorKeyId", e => e.ActorKeyId),
        ("SecondKeyId", e => e.SecondKeyId),
        ("Category", e => e.Category),
        ("TextCipher", e => e.TextCipher),
        ("KeyId", e => e.KeyId),
        ("EvidenceHash", e => e.EvidenceHash),
        ("Salt", e => e.Salt),
        ("Leaf", e => e.Leaf));

    public required long CertificateId { get; init; }

    public required long Version { get; init; }

    /// <summary>One of <see cref="CertificateEvents"/>.</summary>
    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The key that asked for it; null when the service itself did it.</summary>
    public long? ActorKeyId { get; init; }

    /// <summary>The key that decided it, where two are needed.</summary>
    public long? SecondKeyId { get; init; }

    public string? Category { get; init; }

    /// <summary>The free text, encrypted for <see cref="Places.EventText"/>.</summary>
    public byte[]? TextCipher { get; init; }

    public string? KeyId { get; init; }

    /// <summary>SHA-256 of the evidence, or of the file the event is about.</summary>
    public byte[]? EvidenceHash { get; init; }

    /// <summary>Random bytes of this event alone.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>The hash of its <see cref="EventLeaf"/>.</summary>
    public required byte[] Leaf { get; init; }

    /// <summary>True for the event by which a certificate came into the register.</summary>
    public bool IsFirst => Kind == CertificateEvents.Imported || (Kind == CertificateEvents.Issued && Version == 1);

    /// <summary>An event without free text, with its leaf.</summary>
    /// <param name="of">The version it is about.</param>
    /// <param name="kind">One of <see cref="CertificateEvents"/>.</param>
    /// <param name="at">When.</param>
    /// <param name="actors">Who asked and who decided; the service itself when nobody asked.</param>
    /// <param name="hash">SHA-256 of the file it is about; a file put in its place is noticed by it.</param>
    /// <param name="category">Why, a code.</param>
    public static LifeEvent Of(
        EventSubject of, string kind, DateTimeOffset at, (long? Asked, long? Decided) actors, byte[]? hash = null, string? category = null)
    {
        var leaf = new EventLeaf(
            of.Number, of.Version, kind, at, actors.Asked ?? EventLeaf.Service, actors.Decided, category, TextHash: null, hash);
        return new LifeEvent
        {
            CertificateId = of.CertificateId,
            Version = of.Version,
            Kind = kind,
            At = at,
            ActorKeyId = actors.Asked,
            SecondKeyId = actors.Decided,
            Category = category,
            EvidenceHash = hash,
            Salt = RandomNumberGenerator.GetBytes(EventLeaf.SaltLength),
            Leaf = leaf.Hash(),
        };
    }
}

/// <summary>The version of a certificate that an event is about.</summary>
internal readonly record struct EventSubject(long CertificateId, CertificateNumber Number, int Version);
