namespace Certificates.Core.Access.People;

/// <summary>
/// What signs for an account and never leaves its authenticator or the person's own store of them (WebAuthn). Each use was with the
/// person verified, by finger, face or PIN: so it is both factors in one.
/// </summary>
public sealed record Passkey
{
    /// <summary>Most characters of <see cref="Name"/>.</summary>
    public const int LongestName = 60;

    /// <summary>Its id among ours.</summary>
    public long Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required long AccountId { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>What its authenticator calls it: up to 1,023 bytes.</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>As a COSE key.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>How often its authenticator says that it signed; 0 for ever where it does not count.</summary>
    public required long SignCount { get; init; }

    /// <summary>How its authenticator is reached, with commas between.</summary>
    public required string Transports { get; init; }

    /// <summary>True when it may be copied to other devices of its owner.</summary>
    public required bool IsBackupEligible { get; init; }

    /// <summary>True when it was.</summary>
    public required bool IsBackedUp { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>When it was last used; null is never.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>Never prints a person.</summary>
    public override string ToString() => $"{nameof(Passkey)} {Id}";
}

/// <summary>A use of a passkey whose signature was found right.</summary>
/// <param name="Passkey">The passkey as it stands after it, with the new count.</param>
/// <param name="Challenge">The hash of what was signed, which is good once.</param>
/// <param name="EndsAt">When it would not be good any more anyway.</param>
public sealed record PasskeyUse(Passkey Passkey, byte[] Challenge, DateTimeOffset EndsAt);
