namespace Certificates.Core.Signing.Notes;

/// <summary>
/// The keys of the log: the one that signs, while the log changes its key a second one beside it, and former ones whose last checkpoint is
/// still gone on from. All have one name, for a log keeps its name.
/// </summary>
public sealed class LogKeys
{
    private readonly IReadOnlyList<SignerKey> _signers;
    private readonly IReadOnlyList<VerifierKey> _accepted;

    /// <summary>Keys of one name.</summary>
    /// <exception cref="ArgumentException">They have several.</exception>
    public LogKeys(SignerKey key, SignerKey? second = null, IReadOnlyList<VerifierKey>? former = null)
    {
        (Key, _signers) = (key, second is null ? [key] : [key, second]);
        _accepted = [.. _signers.Select(signer => signer.Verifier), .. former ?? []];
        if (_accepted.Any(other => other.Name != key.Verifier.Name))
        {
            throw new ArgumentException("Keys of several logs.", nameof(former));
        }
    }

    /// <summary>The key that signs, now and after the change.</summary>
    public SignerKey Key { get; }

    /// <summary>What the log is called.</summary>
    public string Name => Key.Verifier.Name;

    /// <summary>Signs a text by each key that signs.</summary>
    internal SignedNote Sign(string text) =>
        new(text, [.. _signers.SelectMany(signer => SignedNote.Sign(text, signer).Signatures)]);

    /// <summary>The signatures that a note lacks of the keys that sign.</summary>
    internal IEnumerable<NoteLine> Missing(SignedNote note) => _signers.Where(signer => !note.IsSignedBy(signer.Verifier))
        .SelectMany(signer => SignedNote.Sign(note.Text, signer).Signatures);

    /// <summary>True when one of them signed a note.</summary>
    internal bool Accept(SignedNote note) => _accepted.Any(note.IsSignedBy);
}
