using System.Security.Cryptography;
using System.Text;
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

    /// <summary>An event with its leaf, which holds free text as a salted hash alone.</summary>
    /// <param name="of">The version it is about.</param>
    /// <param name="kind">One of <see cref="CertificateEvents"/>.</param>
    /// <param name="at">When.</param>
    /// <param name="actors">Who asked and who decided; the service itself when nobody asked.</param>
    /// <param name="hash">SHA-256 of the file it is about; a file put in its place is noticed by it.</param>
    /// <param name="category">Why, a code.</param>
    /// <param name="text">Why, in words, and what encrypts them.</param>
    public static LifeEvent Of(
        EventSubject of, string kind, DateTimeOffset at, (long? Asked, long? Decided) actors, byte[]? hash = null, string? category = null,
        (string Words, DataCipher Cipher)? text = null)
    {
        var salt = RandomNumberGenerator.GetBytes(EventLeaf.SaltLength);
        var textHash = text is { } written ? EventLeaf.HashText(salt, written.Words) : default(ReadOnlyMemory<byte>?);
        var leaf = new EventLeaf(
            of.Number, of.Version, kind, at, actors.Asked ?? EventLeaf.Service, actors.Decided, category, textHash,
            hash is null ? default(ReadOnlyMemory<byte>?) : hash).Hash();
        return new LifeEvent
        {
            CertificateId = of.CertificateId,
            Version = of.Version,
            Kind = kind,
            At = at,
            ActorKeyId = actors.Asked,
            SecondKeyId = actors.Decided,
            Category = category,
            TextCipher = text?.Cipher.Encrypt(Encoding.UTF8.GetBytes(text.Value.Words), Places.EventText(leaf)),
            KeyId = text?.Cipher.KeyId,
            EvidenceHash = hash,
            Salt = salt,
            Leaf = leaf,
        };
    }
}

/// <summary>The version of a certificate that an event is about.</summary>
internal readonly record struct EventSubject(long CertificateId, CertificateNumber Number, int Version);

/// <summary>Appends what happened to certificates: each event with its leaf of the log, in the transaction of the change.</summary>
internal static class EventLog
{
    /// <summary>Appends events. The rows they are about must be as they stand after the change: the leaves bind them so.</summary>
    public static async Task AppendAsync(
        Dialect dialect, WriteTransaction write, IReadOnlyCollection<LifeEvent> events, CancellationToken cancellationToken)
    {
        await dialect.InsertAsync(write.Transaction, LifeEvent.Columns, events, cancellationToken);
        var facts = await LoggedFacts.ReadAsync(write, events.Select(happened => happened.CertificateId), cancellationToken);
        var leaves = events.Select(happened =>
            facts[happened.CertificateId].Leaf(happened.Kind, happened.At, happened.Leaf, happened.IsFirst));
        await dialect.InsertAsync(write.Transaction, Log.NewLeaf.Columns, leaves, cancellationToken);
    }
}
