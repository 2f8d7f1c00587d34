using Certificates.Core.Coding;

namespace Certificates.Core.Verifying.Offline;

/// <summary>What was found without a network.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Number">The certificate, where the token is genuine.</param>
/// <param name="Name">Its holder as printed.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="IssuedOn">Day of issue.</param>
public sealed record OfflineVerdict(
    OfflineFinding Finding, CertificateNumber? Number = null, string? Name = null, int Version = 0, DateOnly IssuedOn = default)
{
    /// <summary>Never prints a person.</summary>
    public override string ToString() => Finding.ToString();
}

/// <summary>What can be found without a network.</summary>
public enum OfflineFinding
{
    /// <summary>Genuine, and not on the list.</summary>
    InForce,

    /// <summary>Genuine, and on the list: revoked, suspended, cancelled or superseded.</summary>
    Ended,

    /// <summary>Genuine; whether it has ended since, nobody can say without a list.</summary>
    NoList,

    /// <summary>None of our keys signed it.</summary>
    Forged,

    /// <summary>
    /// A key that came into other hands signed it. Whoever has the key can date a certificate back; the register alone knows what it
    /// issued.
    /// </summary>
    Doubted,

    /// <summary>The file was changed after it was signed.</summary>
    Altered,

    /// <summary>Neither a token nor a certificate of this system's form.</summary>
    Unreadable,
}
