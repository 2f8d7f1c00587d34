using System.Security.Cryptography;
using Certificates.Core.Log;
using Certificates.Core.Signing;

namespace Certificates.Core.Oversight.Keys;

/// <summary>A change of a signing key's state, with what the log says of it.</summary>
internal sealed class SigningKeyEvent
{
    public required string KeyId { get; init; }
    public required KeyState State { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? CompromisedSince { get; init; }
    public required bool CountsEntered { get; init; }
    public required string Person { get; init; }
    public required byte[] Salt { get; init; }
    public required byte[] Leaf { get; init; }

    /// <summary>The state as the table has it.</summary>
    public string StateName => State.ToString();

    /// <summary>What the log calls the key.</summary>
    public string Target => $"key/{KeyId}";

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
            Salt = salt,
            Leaf = LeafOf(key.Id, key.State, at, key.CompromisedSince, entered, person, salt),
        };
    }

    /// <summary>True where the row says what its leaf binds.</summary>
    public bool IsWhole => Leaf.AsSpan().SequenceEqual(LeafOf(KeyId, State, At, CompromisedSince, CountsEntered, Person, Salt));

    /// <summary>The entry of the log.</summary>
    public byte[] Published => PublishedLeaf.OfDirectory(Target, State.Code(), At, Leaf);

    private static byte[] LeafOf(
        string keyId, KeyState state, DateTimeOffset at, DateTimeOffset? since, bool countsEntered, string person, byte[] salt)
    {
        var detail = FormattableString.Invariant($"{since?.ToUnixTimeMilliseconds()}\n{countsEntered}\n{person}");
        return new DirectoryLeaf(
            $"key/{keyId}", state.Code(), at, EventLeaf.Service, Document: null, EventLeaf.HashText(salt, detail)).Hash();
    }
}
