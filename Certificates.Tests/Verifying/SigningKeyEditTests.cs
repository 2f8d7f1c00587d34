using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Certificates.Core.Coding;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Verifying;
using Microsoft.Extensions.Time.Testing;

namespace Certificates.Tests.Verifying;

/// <summary>A key that somebody put into the register vouches for nothing, and takes nothing away from the others.</summary>
internal sealed class SigningKeyEditTests
{
    private TestVerifying _verifying = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _verifying = await TestVerifying.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _verifying.DisposeAsync();

    [SetUp]
    public async Task ForgetAsync()
    {
        await _verifying.EditAsync("DELETE FROM SigningKey WHERE Id NOT IN (SELECT KeyId FROM SigningCertificate)");
        _verifying.Issuing.Clock.Advance(TimeSpan.FromSeconds(3));
    }

    [Test]
    public async Task Token_SignedByAKeyPutIntoTheRegister_IsNotAnsweredAndSaidInHealth()
    {
        var issued = await _verifying.CertificateOfAsync("余敏静");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = await PutAsync(key, chain => chain);

        var answered = await _verifying.Verifier.ByTokenAsync(forged(issued.Number, issued.IssuedOn), CancellationToken.None);
        var genuine = await _verifying.Verifier.ByTokenAsync(_verifying.TokenOf(issued), CancellationToken.None);

        Assert.That(answered.TryGet(out var verdict, out _) ? verdict.Kind : default, Is.EqualTo(VerdictKind.Unavailable));
        Assert.That(genuine.TryGet(out verdict, out _) ? verdict.Kind : default, Is.EqualTo(VerdictKind.Valid));
        Assert.That(_verifying.Get<PublishedKeys>().Fault, Does.Contain("Signing:AuthoritiesFile").And.Contain("Qr key"));
        var published = await _verifying.Get<PublishedKeys>().ReadAsync(CancellationToken.None);
        Assert.That(published.Keys.Select(each => each.KeyId), Has.None.EqualTo(PublicKeyRing.IdOf(key.ExportSubjectPublicKeyInfo())));
    }

    [Test]
    public async Task Key_ThatBorrowsTheChainOfAnother_IsNotBelieved()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = (await _verifying.Issuing.Get<SigningKeyStore>().ListAsync(CancellationToken.None)).First(each => each.Purpose == KeyPurpose.Qr);
        var issued = await _verifying.CertificateOfAsync("余敏静");
        var forged = await PutAsync(key, _ => own.Chain.ToArray());

        var answered = await _verifying.Verifier.ByTokenAsync(forged(issued.Number, issued.IssuedOn), CancellationToken.None);

        Assert.That(answered.TryGet(out var verdict, out _) ? verdict.Kind : default, Is.EqualTo(VerdictKind.Unavailable));
    }

    [Test]
    public async Task Key_WhoseRowIsNonsense_TakesNothingAway()
    {
        await _verifying.EditAsync(
            """
            INSERT INTO SigningKey (Id, Purpose, Algorithm, Public, Chain, ValidFrom, ValidTo, State)
            VALUES ('0123456789abcdef', 'Qr', 'ES256', x'00', x'3003', '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', 'Active')
            """);
        var issued = await _verifying.CertificateOfAsync("余敏静");

        var genuine = await _verifying.Verifier.ByTokenAsync(_verifying.TokenOf(issued), CancellationToken.None);

        Assert.That(genuine.TryGet(out var verdict, out _) ? verdict.Kind : default, Is.EqualTo(VerdictKind.Valid));
    }

    /// <summary>Puts a key into the register as somebody with a database client does; what signs tokens with it.</summary>
    private async Task<Func<string, DateOnly, string>> PutAsync(ECDsa key, Func<byte[], byte[]> chain)
    {
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var certificate = new CertificateRequest("CN=Mallory", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, from.AddYears(3));
        var signer = new CertificateSigner(new KeyUse(KeyPurpose.Qr), certificate, []);
        await _verifying.EditAsync(
            """
            INSERT INTO SigningKey (Id, Purpose, Algorithm, Public, Chain, ValidFrom, ValidTo, State)
            VALUES (@id, 'Qr', 'ES256', @spki, @chain, '2026-01-01T00:00:00.000Z', '2029-01-01T00:00:00.000Z', 'Active')
            """,
            new { id = signer.Key.Id, spki = key.ExportSubjectPublicKeyInfo(), chain = chain(certificate.RawData) });
        _verifying.Issuing.Clock.Advance(TimeSpan.FromSeconds(3));
        var ring = new KeyRing([signer], new PublicKeyRing([signer.Key]), new FakeTimeProvider(from.AddDays(300)));
        var tokens = new QrTokenSigner(ring, _verifying.Issuing.Get<QrAddress>());
        return (number, issuedOn) => tokens.Sign(new QrClaims(CertificateNumber.OfRecord(number), 1, "余敏静", issuedOn)).Text;
    }
}
