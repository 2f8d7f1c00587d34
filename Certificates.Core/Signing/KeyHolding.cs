using Certificates.Core.Privacy;

namespace Certificates.Core.Signing;

/// <summary>Which keys a process may hold: what is not named here it cannot load, whatever its configuration says.</summary>
/// <param name="Signing">Private signing keys.</param>
/// <param name="Secret">Symmetric keys.</param>
public sealed record KeyHolding(IReadOnlyList<KeyPurpose> Signing, IReadOnlyList<SecretKeyPurpose> Secret)
{
    /// <summary>Certificates.Api: everything but the verification site's own key.</summary>
    public static KeyHolding Issuing { get; } = new(
        [KeyPurpose.Pdf, KeyPurpose.Qr, KeyPurpose.Log],
        [SecretKeyPurpose.Identity, SecretKeyPurpose.Document, SecretKeyPurpose.LookUp, SecretKeyPurpose.Claim]);

    /// <summary>Certificates.Verify: finds people by keyed hash, opens PDFs, signs its verdicts, and nothing else.</summary>
    public static KeyHolding Verifying { get; } = new([KeyPurpose.Verdict], [SecretKeyPurpose.LookUp, SecretKeyPurpose.Document]);
}
