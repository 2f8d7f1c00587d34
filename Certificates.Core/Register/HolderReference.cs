namespace Certificates.Core.Register;

/// <summary>
/// Who signed in, as a session keeps it: no personal data, and worth nothing once the pick-up code was renewed or the
/// certificate corrected.
/// </summary>
public sealed record HolderReference
{
    internal HolderReference(long certificateId, long version, long claimGeneration) =>
        (CertificateId, Version, ClaimGeneration) = (certificateId, version, claimGeneration);

    internal long CertificateId { get; }

    internal long Version { get; }

    internal long ClaimGeneration { get; }
}
