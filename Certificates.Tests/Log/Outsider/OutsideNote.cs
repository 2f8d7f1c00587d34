using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Certificates.Tests.Log.Outsider;

/// <summary>A checkpoint as somebody reads it who has only the specifications C2SP signed-note and tlog-checkpoint, and a verifier key.</summary>
/// <param name="Origin">The first line.</param>
/// <param name="Size">The second line.</param>
/// <param name="Root">The third line.</param>
internal sealed record OutsideNote(string Origin, long Size, byte[] Root)
{
    /// <summary>Reads and verifies; fails the test over whatever the specifications do not allow.</summary>
    public static OutsideNote Open(byte[] note, string verifierKey)
    {
        var text = new UTF8Encoding(false, true).GetString(note);
        Assert.That(text, Does.EndWith("\n"));
        var end = text.LastIndexOf("\n\n", StringComparison.Ordinal) + 1;
        var (body, signatures) = (text[..end], text[(end + 1)..].TrimEnd('\n').Split('\n'));
        var (name, key) = KeyOf(verifierKey);
        Assert.That(signatures.Count(line => IsSigned(body, line, name, key)), Is.EqualTo(1), "signatures of the key that verify");
        var lines = body.Split('\n');
        Assert.That(lines, Has.Length.EqualTo(4), "origin, size, root, and the newline behind them");
        Assert.That(lines[1], Does.Match("^(0|[1-9][0-9]*)$"));
        return new OutsideNote(lines[0], long.Parse(lines[1], CultureInfo.InvariantCulture), Convert.FromBase64String(lines[2]));
    }

    /// <summary>True when one line of a note is a key's over its text.</summary>
    public static bool IsSigned(string note, string verifierKey)
    {
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal) + 1;
        var (name, key) = KeyOf(verifierKey);
        return note[(end + 1)..].TrimEnd('\n').Split('\n').Any(line => IsSigned(note[..end], line, name, key));
    }

    /// <summary>key ID = SHA-256(key name || 0x0A || 0x01 || 32-byte Ed25519 public key)[:4].</summary>
    private static (string Name, byte[] Key) KeyOf(string verifierKey)
    {
        var (first, second) = (verifierKey.IndexOf('+', StringComparison.Ordinal), verifierKey.IndexOf('+', verifierKey.IndexOf('+', StringComparison.Ordinal) + 1));
        var (name, id, key) = (verifierKey[..first], verifierKey[(first + 1)..second], Convert.FromBase64String(verifierKey[(second + 1)..]));
        Assert.That(key, Has.Length.EqualTo(33).And.ItemAt(0).EqualTo(1));
        Assert.That(Convert.ToHexStringLower(IdOf(name, key)), Is.EqualTo(id));
        return (name, key);
    }

    private static byte[] IdOf(string name, byte[] key) => SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0x0A, .. key])[..4];

    private static bool IsSigned(string body, string line, string name, byte[] key)
    {
        Assert.That(line, Does.Match("^— [^ +]+ [A-Za-z0-9+/]+=*$"));
        var parts = line[2..].Split(' ');
        var bytes = Convert.FromBase64String(parts[1]);
        return parts[0] == name && BinaryPrimitives.ReadUInt32BigEndian(bytes) == BinaryPrimitives.ReadUInt32BigEndian(IdOf(name, key))
            && Rfc8032.Verifies(key[1..], Encoding.UTF8.GetBytes(body), bytes[4..]);
    }
}
