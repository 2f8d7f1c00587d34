using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Certificates.Core.Privacy;

/// <summary>
/// Encrypts values of the register at rest: AES-256-GCM (NIST SP 800-38D), stored as nonce of 12 random bytes ‖ ciphertext ‖ tag of 16. One
/// key writes, several may read. Safe for many threads. Random nonces bear 2³² values a key (8.3 there): change the writing key before.
/// </summary>
internal sealed class DataCipher : IDisposable
{
    /// <summary>Bytes a stored value is longer than the plain one.</summary>
    public const int Overhead = NonceLength + TagLength;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly Dictionary<string, Lane> _lanes;
    private readonly Lane _writing;

    /// <summary>Takes the keys of one purpose.</summary>
    /// <param name="writing">The key new values are encrypted with.</param>
    /// <param name="former">Keys that older values may still need.</param>
    /// <exception cref="ArgumentException">They are not all for one purpose.</exception>
    public DataCipher(SecretKey writing, params IReadOnlyList<SecretKey> former)
    {
        _lanes = former.Prepend(writing).ToDictionary(
            key => key.Id, key => new Lane(key.For(writing.Purpose)), StringComparer.Ordinal);
        _writing = _lanes[writing.Id];
        KeyId = writing.Id;
    }

    /// <summary>The id to keep beside each value that is written now.</summary>
    public string KeyId { get; }

    /// <summary>Encrypts a value for its place.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, RowAddress at)
    {
        var stored = new byte[plain.Length + Overhead];
        Encrypt(plain, at, stored);
        return stored;
    }

    /// <summary>Encrypts a value for its place into a buffer of the caller's.</summary>
    /// <param name="plain">The value.</param>
    /// <param name="at">Its place.</param>
    /// <param name="stored">As long as the value and <see cref="Overhead"/>; must not overlap it.</param>
    public void Encrypt(ReadOnlySpan<byte> plain, RowAddress at, Span<byte> stored)
    {
        var nonce = stored[..NonceLength];
        RandomNumberGenerator.Fill(nonce);
        var aes = _writing.Rent();
        aes.Encrypt(nonce, plain, stored[NonceLength..^TagLength], stored[^TagLength..], Encoding.UTF8.GetBytes(at.Text));
        _writing.Return(aes);
    }

    /// <summary>Decrypts a value that was stored.</summary>
    /// <param name="stored">The value as stored.</param>
    /// <param name="keyId">The id that stands beside it.</param>
    /// <param name="at">The place it was read from.</param>
    /// <exception cref="CryptographicException">The key is not held, or the value was changed or moved: damage, named by its
    /// place.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> stored, string keyId, RowAddress at)
    {
        if (!_lanes.TryGetValue(keyId, out var lane))
        {
            throw new CryptographicException($"{at.Text} needs key {keyId}, which this process does not hold.");
        }

        if (stored.Length < Overhead)
        {
            throw new CryptographicException($"{at.Text} is too short to be an encrypted value.");
        }

        var plain = new byte[stored.Length - Overhead];
        var aes = lane.Rent();
        try
        {
            aes.Decrypt(
                stored[..NonceLength], stored[NonceLength..^TagLength], stored[^TagLength..], plain, Encoding.UTF8.GetBytes(at.Text));
        }
        catch (AuthenticationTagMismatchException changed)
        {
            throw new CryptographicException($"{at.Text} was changed, or belongs to another row.", changed);
        }
        finally
        {
            lane.Return(aes);
        }

        return plain;
    }

    public void Dispose()
    {
        foreach (var lane in _lanes.Values)
        {
            lane.Dispose();
        }
    }

    /// <summary>Cipher objects of one key, as many as are used at once: the framework's are not safe for two threads.</summary>
    private sealed class Lane(SecretKey key) : IDisposable
    {
        private readonly ConcurrentBag<AesGcm> _idle = [];

        [SuppressMessage("Reliability", "CA2000", Justification = "Lent: it goes back to the bag, which disposes of it.")]
        public AesGcm Rent() => _idle.TryTake(out var aes) ? aes : new AesGcm(key.Bytes, TagLength);

        public void Return(AesGcm aes) => _idle.Add(aes);

        public void Dispose()
        {
            while (_idle.TryTake(out var aes))
            {
                aes.Dispose();
            }
        }
    }
}

/// <summary>Where each encrypted value of the register stands; a value moved elsewhere does not decrypt.</summary>
internal static class Places
{
    /// <summary><c>BatchRow.SentCipher</c>.</summary>
    public static RowAddress Sent(string batchId, long row) => RowAddress.Of("BatchRow", Guid.Parse(batchId), (int)row);

    /// <summary><c>Batch.DecisionCipher</c>.</summary>
    public static RowAddress Decision(string batchId) => RowAddress.Of("Batch", Guid.Parse(batchId));

    /// <summary><c>Batch.ReadingCipher</c>.</summary>
    public static RowAddress Reading(string batchId) => RowAddress.Of("Batch.Reading", Guid.Parse(batchId));

    /// <summary><c>BatchRow.HoldCipher</c>.</summary>
    public static RowAddress Hold(string batchId, long row) => RowAddress.Of("BatchRow.Hold", Guid.Parse(batchId), (int)row);

    /// <summary><c>CertificateVersion.IdNumberCipher</c>.</summary>
    public static RowAddress IdNumber(long certificateId, long version) =>
        RowAddress.Of("CertificateVersion", certificateId, (int)version);

    /// <summary><c>Photo.BodyCipher</c>.</summary>
    public static RowAddress Photo(ReadOnlySpan<byte> hash) => RowAddress.Of("Photo", hash);

    /// <summary>
    /// <c>CertificateEvent.TextCipher</c>: the database gives the row its id, so it goes by its leaf, which no other event has.
    /// </summary>
    public static RowAddress EventText(ReadOnlySpan<byte> leaf) => RowAddress.Of("CertificateEvent", leaf);

    /// <summary><c>ChangeRequest.PayloadCipher</c>.</summary>
    public static RowAddress ChangePayload(long id) => RowAddress.Of("ChangeRequest.Payload", id);

    /// <summary><c>ChangeRequest.PhotoCipher</c>.</summary>
    public static RowAddress ChangePhoto(long id) => RowAddress.Of("ChangeRequest.Photo", id);

    /// <summary><c>ChangeRequest.DecisionCipher</c>.</summary>
    public static RowAddress ChangeDecision(long id) => RowAddress.Of("ChangeRequest.Decision", id);

    /// <summary><c>MistakeReport.TextCipher</c>, at the desk.</summary>
    public static RowAddress MistakeText(string id) => RowAddress.Of("MistakeReport.Text", Guid.Parse(id));

    /// <summary><c>MistakeReport.AnswerCipher</c>, at the desk.</summary>
    public static RowAddress MistakeAnswer(string id) => RowAddress.Of("MistakeReport.Answer", Guid.Parse(id));

    /// <summary><c>CopyOrder.WordsCipher</c>, at the desk.</summary>
    public static RowAddress CopyWords(string id) => RowAddress.Of("CopyOrder.Words", Guid.Parse(id));

    /// <summary><c>CopyOrder.BodyCipher</c>, at the desk.</summary>
    public static RowAddress CopyBody(string id) => RowAddress.Of("CopyOrder.Body", Guid.Parse(id));

    /// <summary><c>Account.FactorCipher</c>.</summary>
    public static RowAddress Factor(long accountId) => RowAddress.Of("Account.Factor", accountId);

    /// <summary><c>Account.ContactCipher</c>.</summary>
    public static RowAddress Contact(long accountId) => RowAddress.Of("Account.Contact", accountId);

    /// <summary><c>AccountChange.ReasonCipher</c>.</summary>
    public static RowAddress AccountChange(long id) => RowAddress.Of("AccountChange.Reason", id);

    /// <summary><c>Proposal.ReasonCipher</c>.</summary>
    public static RowAddress Proposal(long id) => RowAddress.Of("Proposal.Reason", id);

    /// <summary><c>Document.BodyCipher</c>.</summary>
    public static RowAddress Document(long documentId) => RowAddress.Of("Document", documentId);
}

/// <summary>
/// Where an encrypted value stands. It is authenticated with the value, so that a value moved to another row or table does not decrypt
/// there.
/// </summary>
internal readonly record struct RowAddress
{
    private RowAddress(string table, string id) => Text = $"{table}/{id}";

    /// <summary>Table and id, such as <c>Document/17</c>.</summary>
    public string Text { get; }

    /// <summary>A row with a number for an id.</summary>
    /// <param name="table">The table; where two columns of a row are encrypted, table and column with a dot.</param>
    /// <param name="id">The id.</param>
    public static RowAddress Of(string table, long id) => new(table, id.ToString(CultureInfo.InvariantCulture));

    /// <summary>A row below another, such as a version of a certificate.</summary>
    public static RowAddress Of(string table, long id, int below) =>
        new(table, string.Create(CultureInfo.InvariantCulture, $"{id}/{below}"));

    /// <summary>A row that a UUID names, such as a batch.</summary>
    public static RowAddress Of(string table, Guid id) => new(table, id.ToString("D"));

    /// <summary>A row below one that a UUID names, such as a row of a batch.</summary>
    public static RowAddress Of(string table, Guid id, int below) =>
        new(table, string.Create(CultureInfo.InvariantCulture, $"{id:D}/{below}"));

    /// <summary>A row that its content's hash names, such as a photo.</summary>
    public static RowAddress Of(string table, ReadOnlySpan<byte> hash) => new(table, Convert.ToHexStringLower(hash));
}
