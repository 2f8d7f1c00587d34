using Certificates.Core.Privacy;

namespace Certificates.Core.Signing;

/// <summary>Which keys a process may hold: what is not named here it cannot load, whatever its configuration says.</summary>
/// <param name="Signing">Private signing keys.</param>
/// <param name="Secret">Symmetric keys.</param>
/// <param name="Log">Whether it may hold the key of the log.</param>
public sealed record KeyHolding(IReadOnlyList<KeyPurpose> Signing, IReadOnlyList<SecretKeyPurpose> Secret, bool Log)
{
    /// <summary>Certificates.Api: everything but the verification site's own key.</summary>
    public static KeyHolding Issuing { get; } = new(
        [KeyPurpose.Pdf, KeyPurpose.Qr, KeyPurpose.Status, KeyPurpose.Copy], Enum.GetValues<SecretKeyPurpose>(), Log: true);

    /// <summary>
    /// Certificates.Verify: finds people by keyed hash, opens PDFs, knows sealed rows again, signs its verdicts, and nothing else.
    /// </summary>
    public static KeyHolding Verifying { get; } = new(
        [KeyPurpose.Verdict], [SecretKeyPurpose.LookUp, SecretKeyPurpose.Document, SecretKeyPurpose.Seal], Log: false);
}
