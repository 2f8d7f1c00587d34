using System.Security.Cryptography;
using Certificates.Core.Privacy;
using FsCheck;
using FsCheck.Fluent;

namespace Certificates.Tests.Privacy;

internal sealed class DataCipherTests
{
    private static readonly RowAddress Here = RowAddress.Of("Document", 17);
    private static readonly byte[] Plain = "a certificate"u8.ToArray();

    [Test]
    public void Encrypt_AnyValue_DecryptsAndNeverLooksTheSame()
    {
        using var cipher = new DataCipher(Key(1));

        Prop.ForAll<byte[]>(plain =>
        {
            var stored = cipher.Encrypt(plain, Here);
            return stored.Length == plain.Length + DataCipher.Overhead
                && !stored.AsSpan().SequenceEqual(cipher.Encrypt(plain, Here))
                && cipher.Decrypt(stored, cipher.KeyId, Here).AsSpan().SequenceEqual(plain);
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void Encrypt_Stored_IsNonceCiphertextTagOfAesGcm()
    {
        using var cipher = new DataCipher(Key(1));
        var stored = cipher.Encrypt(Plain, Here);

        using var oracle = new AesGcm(Key(1).Bytes, 16);
        var plain = new byte[Plain.Length];
        oracle.Decrypt(stored.AsSpan(0, 12), stored.AsSpan(12, Plain.Length), stored.AsSpan(12 + Plain.Length), plain, "Document/17"u8);

        Assert.That(plain, Is.EqualTo(Plain));
    }

    [Test]
    public void Decrypt_AnyBitFlippedOrCut_SaysWhichRowWithoutItsContent()
    {
        using var cipher = new DataCipher(Key(1));
        var stored = cipher.Encrypt(Plain, Here);
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(
                () => cipher.Decrypt(stored, cipher.KeyId, Here), Throws.TypeOf<CryptographicException>().With.Message.StartsWith("Document/17"));
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.That(() => cipher.Decrypt(stored.AsSpan(0, 20), cipher.KeyId, Here), Throws.TypeOf<CryptographicException>());
    }

    [Test]
    public void Decrypt_MovedToAnotherRowOrTable_IsRefused()
    {
        using var cipher = new DataCipher(Key(1));
        var stored = cipher.Encrypt(Plain, Here);

        foreach (var elsewhere in new[] { RowAddress.Of("Document", 18), RowAddress.Of("Photo", 17), RowAddress.Of("Document", 17, 0) })
        {
            Assert.That(() => cipher.Decrypt(stored, cipher.KeyId, elsewhere), Throws.TypeOf<CryptographicException>(), elsewhere.Text);
        }
    }

    [Test]
    public void Decrypt_AfterTheWritingKeyChanged_ReadsBothAndWritesWithTheNewOne()
    {
        using var before = new DataCipher(Key(1));
        using var after = new DataCipher(Key(2), Key(1));
        var old = before.Encrypt(Plain, Here);

        Assert.That(after.KeyId, Is.EqualTo(Key(2).Id));
        Assert.That(after.Decrypt(old, before.KeyId, Here), Is.EqualTo(Plain));
        Assert.That(after.Decrypt(after.Encrypt(Plain, Here), after.KeyId, Here), Is.EqualTo(Plain));
        Assert.That(
            () => before.Decrypt(after.Encrypt(Plain, Here), after.KeyId, Here),
            Throws.TypeOf<CryptographicException>().With.Message.Contains(after.KeyId));
    }

    [Test]
    public void Constructor_KeysOfTwoPurposes_IsAWiringMistake() =>
        Assert.That(() => new DataCipher(Key(1), Key(2, SecretKeyPurpose.Identity)), Throws.ArgumentException);

    [Test]
    public void Encrypt_ManyThreads_EveryValueReadsBack()
    {
        using var cipher = new DataCipher(Key(1));

        var good = ParallelEnumerable.Range(0, 500).WithDegreeOfParallelism(8).Count(id =>
        {
            var at = RowAddress.Of("Document", id);
            return cipher.Decrypt(cipher.Encrypt(Plain, at), cipher.KeyId, at).AsSpan().SequenceEqual(Plain);
        });

        Assert.That(good, Is.EqualTo(500));
    }

    private static SecretKey Key(byte seed, SecretKeyPurpose purpose = SecretKeyPurpose.Document)
    {
        var secret = new byte[SecretKey.Length];
        Array.Fill(secret, seed);
        return new SecretKey(purpose, secret);
    }
}
