using System.Globalization;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Log.Auditing;

/// <summary>Whom an audit believes, and nobody else.</summary>
/// <param name="Log">Keys of the log, all of one name: two while it changes its key. One must have signed the checkpoint.</param>
/// <param name="Witnesses">Each must have cosigned it.</param>
public sealed record AuditKeys(IReadOnlyList<VerifierKey> Log, IReadOnlyList<VerifierKey> Witnesses)
{
    // A clock that is further ahead would make an old word look fresh.
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    /// <summary>The oldest word of a witness that is taken: a log that is kept from its witnesses shows by it.</summary>
    public TimeSpan OldestCosignature { get; init; } = TimeSpan.FromHours(24);

    /// <summary>What the log is called.</summary>
    public string Name => Log[0].Name;

    /// <summary>Reads a key of a witness; false for whatever is none.</summary>
    public static bool TryParseWitness(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out VerifierKey? key) =>
        VerifierKey.TryParse(text, out key) && key.Type == NoteSignature.Cosignature;

    /// <summary>Reads a key of a log; false for whatever is none.</summary>
    public static bool TryParseLog(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out VerifierKey? key) =>
        (key = VerifierKey.ReadLogKeys(text) is [var only] ? only : null) is not null;

    internal bool Believe(SignedNote note) => Log.Any(note.IsSignedBy);

    /// <summary>What is missing of the witnesses' words, in sentences.</summary>
    internal IReadOnlyList<string> Unwitnessed(SignedNote note, DateTimeOffset now) =>
        [.. Witnesses.Select(witness => Missing(note, witness, now)).OfType<string>()];

    private string? Missing(SignedNote note, VerifierKey witness, DateTimeOffset now) => note.CosignedAt(witness) is not { } at
            ? $"The witness {witness.Name} did not cosign the checkpoint: this may be another log than the one that others are shown."
        : now - at > OldestCosignature ? string.Create(
            CultureInfo.InvariantCulture,
            $"The witness {witness.Name} cosigned the checkpoint at {at:u}, and since then the log may have been kept from it: "
                + $"no word older than {OldestCosignature.TotalHours} hours is taken.")
        : at - now > Ahead ? string.Create(
            CultureInfo.InvariantCulture, $"The witness {witness.Name} says that it cosigned the checkpoint at {at:u}, which is not yet.")
        : null;
}
