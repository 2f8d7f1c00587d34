using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Certificates.Core.Log.Tree;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Log;

/// <summary>What a log says of its tree (C2SP tlog-checkpoint): the text of a note.</summary>
/// <param name="Origin">Which log it is; by custom its address without the scheme.</param>
/// <param name="Size">The leaves of its tree.</param>
/// <param name="Root">The root over them.</param>
internal sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>What a signed note says; null of another text, and of one that none of the given keys signed.</summary>
    public static Checkpoint? Open(string note, LogKeys? keys = null) =>
        SignedNote.TryParse(note, out var signed) && (keys is null || keys.Accept(signed)) && TryParse(signed.Text, out var checkpoint)
            ? checkpoint
            : null;

    /// <summary>Reads the text of a note; lines behind the third say nothing to us.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        var lines = text.Split('\n');
        var root = new byte[MerkleHash.Length];
        if (lines.Length < 4 || lines[^1].Length > 0 || lines[..^1].Any(line => line.Length == 0)
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size.ToString(CultureInfo.InvariantCulture) != lines[1]
            || !Convert.TryFromBase64String(lines[2], root, out var length) || length != root.Length)
        {
            return false;
        }

        checkpoint = new Checkpoint(lines[0], size, root);
        return true;
    }

    /// <summary>The text, with its newlines.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");
}
