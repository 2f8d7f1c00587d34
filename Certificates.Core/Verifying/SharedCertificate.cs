namespace Certificates.Core.Verifying;

/// <summary>What a share code opens.</summary>
/// <param name="Verdict">The certificate as it stands now.</param>
/// <param name="Purpose">What the holder made the code for.</param>
/// <param name="WithPhoto">Whether <see cref="ShareCodes.PhotoAsync"/> gives a photo.</param>
/// <param name="ExpiresAt">When the code ends.</param>
public sealed record SharedCertificate(Verdict Verdict, string Purpose, bool WithPhoto, DateTimeOffset ExpiresAt);
