namespace Certificates.Core.Signing.Qr;

/// <summary>Signs what a certificate's QR code says.</summary>
internal sealed class QrTokenSigner(KeyRing keys)
{
    /// <summary>
    /// Makes the token: Base32 of a COSE_Sign1, all of it in QR's alphanumeric alphabet. Its s is low; half of the tokens on paper from
    /// before have a high one and are as good.
    /// </summary>
    /// <exception cref="KeyNotInForceException">No key may sign now: an outage.</exception>
    public QrToken Sign(QrClaims claims)
    {
        var signer = keys.InForce(KeyPurpose.Qr);
        var keyId = Convert.FromHexString(signer.Key.Id);
        var payload = claims.Encode();
        var signature = EcdsaValue.WithLowS(signer.SignHash(CoseSign1.HashToSign(keyId, payload)));
        return new QrToken(Base32.Encode(CoseSign1.Encode(keyId, payload, signature)), signer.Key.Id);
    }
}

/// <summary>A token and the key that made it.</summary>
/// <param name="Text">Upper-case Base32.</param>
/// <param name="KeyId">Kept with the certificate's version.</param>
internal sealed record QrToken(string Text, string KeyId)
{
    /// <summary>Never prints the token: whoever has it can look the certificate up.</summary>
    public override string ToString() => nameof(QrToken);
}
