using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Register;

namespace Certificates.Core.Lifecycle;

/// <summary>A correction that may be made as things stand: everything of the next version but its file.</summary>
/// <param name="Current">The version it corrects.</param>
/// <param name="Next">The version it makes: the same number and days, one version more.</param>
/// <param name="HolderKey">What the next version's holder is found by.</param>
/// <param name="NewPhoto">The new photo; null keeps the old one.</param>
/// <param name="ChangesHolder">True when name or identity document change, which the authority decides.</param>
internal sealed record PreparedCorrection(VersionRecord Current, Certificate Next, byte[] HolderKey, Photo? NewPhoto, bool ChangesHolder);
