using System.Security.Cryptography;
using Certificates.Core.Log;
using Certificates.Core.Signing;

namespace Certificates.Core.Oversight.Keys;

/// <summary>A change of a signing key's state, with what the log says of it.</summary>
internal sealed class SigningKeyEvent
{
    private const string Prefix = "signing-key/";

    public required string KeyId { get; init; }
    public required KeyState State { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? CompromisedSince { get; init; }
    public required bool CountsEntered { get; init; }
    public required string Person { get; init; }

    /// <summary>The one institution whose certificates the key signs; null of the service's.</summary>
    public string? Institution { get; init; }
    public required byte[] Salt { get; init; }
    public required byte[] Leaf { get; init; }

    /// <summary>The state as the table has it.</summary>
    public string StateName => State.ToString();

    /// <summary>What the log calls the key.</summary>
    public string Target => TargetOf(KeyId);

    /// <summary>The event of a key that was put into the state it has.</summary>
    public static SigningKeyEvent Of(SigningKeyInfo key, DateTimeOffset at, string person)
    {
        var salt = RandomNumberGenerator.GetBytes(EventLeaf.SaltLength);
        var entered = key.CountsEntered;
        return new SigningKeyEvent
        {
            KeyId = key.Id,
            State = key.State,
            At = at,
            CompromisedSince = key.CompromisedSince,
            CountsEntered = entered,
            Person = person,
            Institution = key.Institution,
            Salt = salt,
            Leaf = LeafOf(key.Id, key.State, at, key.CompromisedSince, entered, PersonAndUse(person, key.Institution), salt),
        };
    }

    /// <summary>True where the row says what its leaf binds.</summary>
    public bool IsWhole => Leaf.AsSpan().SequenceEqual(LeafOf(
        KeyId, State, At, CompromisedSince, CountsEntered, PersonAndUse(Person, Institution), Salt));

    /// <summary>The entry of the log.</summary>
    public byte[] Published => PublishedLeaf.OfDirectory(Target, State.Code(), At, Leaf);

    /// <summary>True of what a leaf says was changed, where that is a key.</summary>
    public static bool IsAboutKey(string target) => target.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>What the log and the audit call a key.</summary>
    public static string TargetOf(string keyId) => $"{Prefix}{keyId}";

    /// <summary>A person's name has no line feed in it.</summary>
    private static string PersonAndUse(string person, string? institution) => institution is null ? person : $"{person}\n{institution}";

    private static byte[] LeafOf(
        string keyId, KeyState state, DateTimeOffset at, DateTimeOffset? since, bool countsEntered, string person, byte[] salt)
    {
        var detail = FormattableString.Invariant($"{since?.ToUnixTimeMilliseconds()}\n{countsEntered}\n{person}");
        return new DirectoryLeaf(
            TargetOf(keyId), state.Code(), at, EventLeaf.Service, Document: null, EventLeaf.HashText(salt, detail)).Hash();
    }
}
