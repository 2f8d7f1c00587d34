using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Certificates.Core.Signing.Notes;

/// <summary>A text and who signed it (C2SP signed-note).</summary>
/// <param name="Text">Ends in a newline. It counts for nothing before <see cref="IsSignedBy"/> said so.</param>
/// <param name="Signatures">Of keys known and unknown, in the order they stand.</param>
internal sealed record SignedNote(string Text, IReadOnlyList<NoteLine> Signatures)
{
    /// <summary>Most signatures that are read.</summary>
    public const int MostSignatures = 64;

    private const string Separator = "\n\n";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Signs a text.</summary>
    public static SignedNote Sign(string text, SignerKey key) =>
        new(text, [new NoteLine(key.Verifier.Name, key.Verifier.Id, key.Sign(Utf8.GetBytes(text)))]);

    /// <summary>Reads a note as it is served; false for whatever is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedNote? note)
    {
        try
        {
            return TryParse(Utf8.GetString(bytes), out note);
        }
        catch (DecoderFallbackException)
        {
            note = null;
            return false;
        }
    }

    /// <summary>The same of text.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SignedNote? note)
    {
        note = null;
        var split = text.LastIndexOf(Separator, StringComparison.Ordinal);
        if (split < 0 || !text.EndsWith('\n') || text.Any(character => character < ' ' && character != '\n'))
        {
            return false;
        }

        var lines = text[(split + Separator.Length)..].Split('\n')[..^1];
        var signatures = new List<NoteLine>(lines.Length);
        foreach (var line in lines)
        {
            if (signatures.Count == MostSignatures || !NoteLine.TryParse(line, out var signature))
            {
                return false;
            }

            signatures.Add(signature);
        }

        note = signatures.Count > 0 ? new SignedNote(text[..(split + 1)], signatures) : null;
        return note is not null;
    }

    /// <summary>
    /// True when the key signed the text. Where it has two signatures, both must be right: a wrong one of a known key spoils the note.
    /// </summary>
    public bool IsSignedBy(VerifierKey key)
    {
        var text = Utf8.GetBytes(Text);
        var own = Of(key).ToList();
        return own.Count > 0 && own.TrueForAll(line => key.Verifies(text, line.Signature));
    }

    /// <summary>
    /// When a witness cosigned the text, by its own clock (C2SP tlog-cosignature); null when it did not, or one of its lines is wrong.
    /// </summary>
    public DateTimeOffset? CosignedAt(VerifierKey witness)
    {
        if (witness.Type != NoteSignature.Cosignature || !IsSignedBy(witness))
        {
            return null;
        }

        var seconds = Of(witness).Max(line => BinaryPrimitives.ReadUInt64BigEndian(line.Signature));
        return seconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
    }

    /// <summary>The lines that say they are a key's.</summary>
    public IEnumerable<NoteLine> Of(VerifierKey key) => Signatures.Where(line => line.Name == key.Name && line.KeyId == key.Id);

    /// <summary>The note as it is served.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(line => $"{line}\n"))}";
}

/// <summary>A signature of a note.</summary>
/// <param name="Name">Name of its key.</param>
/// <param name="KeyId">Id of its key.</param>
/// <param name="Signature">What the key made of the text.</param>
internal sealed record NoteLine(string Name, uint KeyId, byte[] Signature)
{
    private const string Dash = "— ";

    /// <summary>Name and id of its key, as one word.</summary>
    public string Signer => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}+{KeyId:x8}");

    // The longest anybody makes, by a lattice.
    private const int LongestSignature = 8192;

    public static bool TryParse(string line, [NotNullWhen(true)] out NoteLine? signature)
    {
        signature = null;
        var parts = line.StartsWith(Dash, StringComparison.Ordinal) ? line[Dash.Length..].Split(' ') : [];
        if (parts.Length != 2 || !VerifierKey.IsName(parts[0]) || parts[1].Length > LongestSignature)
        {
            return false;
        }

        var bytes = new byte[parts[1].Length];
        if (!Convert.TryFromBase64String(parts[1], bytes, out var length) || length <= sizeof(uint))
        {
            return false;
        }

        signature = new NoteLine(parts[0], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[sizeof(uint)..length]);
        return true;
    }

    /// <summary>The line without its end.</summary>
    public override string ToString()
    {
        var bytes = new byte[sizeof(uint) + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.CopyTo(bytes, sizeof(uint));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}";
    }
}
