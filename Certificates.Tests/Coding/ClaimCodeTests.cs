using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using FsCheck;
using FsCheck.Fluent;

namespace Certificates.Tests.Coding;

internal sealed class ClaimCodeTests
{
    private static readonly CertificateNumber Number =
        CertificateNumber.TryParse("Z00011101042610000123J", out var number, out _) ? number : throw new InvalidOperationException();

    private static readonly ClaimCodes Codes = new(Key(SecretKeyPurpose.Claim, 1));
    private static readonly ClaimHashes Hashes = new(Key(SecretKeyPurpose.LookUp, 2));

    [Test]
    public void Code_SameCertificateAndGeneration_IsTheSameAgain()
    {
        Assert.That(Codes.Code(Number, 1), Is.EqualTo(new ClaimCodes(Key(SecretKeyPurpose.Claim, 1)).Code(Number, 1)));
        Assert.That(Codes.Code(Number, 2), Is.Not.EqualTo(Codes.Code(Number, 1)));
        Assert.That(new ClaimCodes(Key(SecretKeyPurpose.Claim, 9)).Code(Number, 1), Is.Not.EqualTo(Codes.Code(Number, 1)));
        Assert.That(Codes.Code(Number, 1).Value, Does.Match("^[0-9A-HJKMNP-TV-Z]{12}$"));
    }

    [Test]
    public void Code_ManyGenerations_EveryPlaceTakesEveryCharacter()
    {
        var codes = Enumerable.Range(1, 2000).Select(generation => Codes.Code(Number, generation).Value).ToList();

        Assert.That(Enumerable.Range(0, 12).Select(place => codes.Select(code => code[place]).Distinct().Count()), Is.All.EqualTo(32));
        Assert.That(codes, Is.Unique);
    }

    [TestCase("7k3m-q0zd-4v1a")]
    [TestCase(" 7K3M QOZD 4VIA ")]
    [TestCase("7K3MQoZD4VlA")]
    [TestCase("７Ｋ３Ｍ－Ｑ０ＺＤ　４Ｖ１Ａ")]
    public void TryParse_TypedCarelessly_IsTheCodeMeant(string typed)
    {
        Assert.That(ClaimCode.TryParse(typed, out var code), Is.True);
        Assert.That((code!.Value, code.Grouped, code.ToString()), Is.EqualTo(("7K3MQ0ZD4V1A", "7K3M-Q0ZD-4V1A", "ClaimCode")));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("7K3MQ0ZD4V1")]
    [TestCase("7K3MQ0ZD4V1AA")]
    [TestCase("7K3MQ0ZD4VUA")]
    [TestCase("7K3MQ0ZD4V一A")]
    public void TryParse_NoCode_IsRefused(string? typed) => Assert.That(ClaimCode.TryParse(typed, out _), Is.False);

    [Test]
    public void TryParse_AnyGeneratedCode_ReadsBack() =>
        Prop.ForAll<int>(generation => ClaimCode.TryParse(Codes.Code(Number, generation).Grouped, out var code)
            && code == Codes.Code(Number, generation)).QuickCheckThrowOnFailure();

    [Test]
    public void Matches_OnlyTheCodeOfThatCertificate()
    {
        var other = CertificateNumber.Create(CertificateKind.Grade, "0001", "11", "01", "04", 2026, Grade.Senior, 124);
        var code = Codes.Code(Number, 1);
        var kept = Hashes.Of(Number, code);

        Assert.That(Hashes.Matches(Number, code, kept), Is.True);
        Assert.That(Hashes.Matches(Number, Codes.Code(Number, 2), kept), Is.False);
        Assert.That(Hashes.Matches(other, code, kept), Is.False);
        Assert.That(Hashes.Matches(Number, code, []), Is.False);
    }

    [Test]
    public void Constructor_KeyOfAnotherPurpose_IsAWiringMistake() =>
        Assert.That(() => new ClaimHashes(Key(SecretKeyPurpose.Claim, 1)), Throws.ArgumentException);

    private static SecretKey Key(SecretKeyPurpose purpose, byte seed)
    {
        var secret = new byte[SecretKey.Length];
        Array.Fill(secret, seed);
        return new SecretKey(purpose, secret);
    }
}
