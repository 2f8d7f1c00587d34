using System.Security.Cryptography;
using Certificates.Core.Signing;

namespace Certificates.Tests.Signing;

internal sealed class KeyRingTests
{
    private static readonly byte[] Hash = SHA256.HashData("a file"u8);

    [Test]
    public void InForce_KeyEndsWhileTheProcessRuns_StopsSigningAndNamesTheKey()
    {
        using var demo = new DemoFolder();
        var key = demo.Ring.InForce(KeyPurpose.Pdf).Key;

        demo.Clock.SetUtcNow(key.ValidTo);
        Assert.That(() => demo.Ring.InForce(KeyPurpose.Pdf), Throws.Nothing);

        demo.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(
            () => demo.Ring.InForce(KeyPurpose.Pdf),
            Throws.TypeOf<KeyNotInForceException>().With.Message.Contains(key.Id).And.Message.Contains("Signing:Pdf:File"));
    }

    [Test]
    public void Constructor_KeyHasEnded_DoesNotStart()
    {
        using var demo = new DemoFolder();
        demo.Clock.Advance(TimeSpan.FromDays(2000));

        Assert.That(() => new KeyRing(demo.Signers.Values, demo.Published, demo.Clock), Throws.TypeOf<KeyNotInForceException>());
    }

    [TestCase(KeyState.Retired)]
    [TestCase(KeyState.Compromised)]
    public void Constructor_PublishedAsNoLongerActive_DoesNotStart(KeyState state)
    {
        using var demo = new DemoFolder();
        var signer = demo.Signers[KeyPurpose.Qr];
        DateTimeOffset? since = state == KeyState.Compromised ? At(1) : null;
        using var published = new PublicKeyRing([signer.Key with { State = state, CompromisedSince = since }]);

        Assert.That(() => new KeyRing([signer], published, demo.Clock), Throws.TypeOf<KeyNotInForceException>());
    }

    [Test]
    public void Constructor_KeyNobodyPublished_DoesNotStart()
    {
        using var demo = new DemoFolder();
        using var published = new PublicKeyRing([]);

        Assert.That(
            () => new KeyRing([demo.Signers[KeyPurpose.Pdf]], published, demo.Clock),
            Throws.TypeOf<KeyNotInForceException>().With.Message.Contains("not published"));
    }

    [Test]
    public void InForce_TwoKeysOverlap_TheOneThatBeganLastSigns()
    {
        using var first = new DemoFolder();
        using var second = new DemoFolder(begin: TimeSpan.FromDays(365));
        var (old, young) = (first.Signers[KeyPurpose.Pdf], second.Signers[KeyPurpose.Pdf]);
        using var published = new PublicKeyRing([old.Key, young.Key]);
        var ring = new KeyRing([old, young], published, first.Clock);

        Assert.That(ring.InForce(KeyPurpose.Pdf), Is.SameAs(old));
        first.Clock.Advance(TimeSpan.FromDays(365));
        Assert.That(ring.InForce(KeyPurpose.Pdf), Is.SameAs(young));
    }

    [TestCase(SignatureAlgorithm.ES256, 64)]
    [TestCase(SignatureAlgorithm.RS256, 256)]
    public void SignHash_ManyThreads_EverySignatureVerifies(SignatureAlgorithm algorithm, int length)
    {
        using var demo = new DemoFolder(algorithm);
        var signer = demo.Signers[KeyPurpose.Pdf];

        var good = ParallelEnumerable.Range(0, 200).WithDegreeOfParallelism(8).Select(_ => signer.SignHash(Hash))
            .Count(signature => signature.Length == length && demo.Published.Verifies(signer.Key, Hash, signature));

        Assert.That(good, Is.EqualTo(200));
        Assert.That(demo.Published.Verifies(signer.Key, Hash, new byte[length]), Is.False);
        Assert.That(demo.Published.Verifies(signer.Key, Hash, [1, 2, 3]), Is.False);
    }

    [Test]
    public void PublicKeyRing_RowWithAnotherPublicKey_IsNoticed()
    {
        using var demo = new DemoFolder();
        var forged = demo.Signers[KeyPurpose.Qr].Key with { Public = demo.Signers[KeyPurpose.Pdf].Key.Public };

        Assert.That(() => new PublicKeyRing([forged]), Throws.TypeOf<CryptographicException>().With.Message.Contains(forged.Id));
    }

    [Test]
    public void PublicKeyRing_CompromisedWithoutADate_IsRefusedRatherThanTrusted()
    {
        using var demo = new DemoFolder();
        var undated = demo.Signers[KeyPurpose.Qr].Key with { State = KeyState.Compromised };

        Assert.That(() => new PublicKeyRing([undated]), Throws.ArgumentException.With.Message.Contains(undated.Id));
    }

    [Test]
    public void CoversIssueOn_KeyThatEndedOrLeaked_CoversNoLaterDay()
    {
        using var demo = new DemoFolder();
        var key = demo.Signers[KeyPurpose.Qr].Key with { ValidTo = At(20), State = KeyState.Compromised, CompromisedSince = At(10) };

        Assert.That(key.CoversIssueOn(new DateOnly(2026, 3, 10)), Is.True);
        Assert.That(key.CoversIssueOn(new DateOnly(2026, 3, 11)), Is.False);
        Assert.That((key with { CompromisedSince = null }).CoversIssueOn(new DateOnly(2026, 3, 21)), Is.False);
        Assert.That((key.WasInForceAt(At(9)), key.WasInForceAt(At(10)), key.WasInForceAt(At(21))), Is.EqualTo((true, false, false)));
    }

    private static DateTimeOffset At(int day) => new(2026, 3, day, 6, 0, 0, TimeSpan.Zero);
}
