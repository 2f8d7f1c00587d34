using Certificates.Core.Register;

namespace Certificates.Core.Lifecycle;

/// <summary>A change of status as it is made.</summary>
/// <param name="Kind">Which; never a correction.</param>
/// <param name="Ground">Why.</param>
/// <param name="ActorKeyId">The key that asked for it.</param>
/// <param name="SecondKeyId">The key that decided it, where two are needed.</param>
/// <param name="ByAuthority">Whether the authority makes or decides it.</param>
internal sealed record StatusChange(ChangeKind Kind, ChangeGround Ground, long ActorKeyId, long? SecondKeyId, bool ByAuthority);

/// <summary>What became of the certificates a change was for.</summary>
/// <param name="Changed">How many were changed.</param>
/// <param name="Skipped">Those that stood where this change does not exist, and were left as they are.</param>
public sealed record ChangeResult(int Changed, IReadOnlyList<SkippedCertificate> Skipped);

/// <summary>A certificate that a change of many left as it is.</summary>
/// <param name="Number">Which.</param>
/// <param name="Status">Where it stands.</param>
public sealed record SkippedCertificate(string Number, CertificateStatus Status);
