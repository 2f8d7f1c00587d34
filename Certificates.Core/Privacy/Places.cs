using System.Globalization;

namespace Certificates.Core.Privacy;

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

    /// <summary><c>Account.FactorCipher</c>.</summary>
    public static RowAddress Factor(long accountId) => RowAddress.Of("Account.Factor", accountId);

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
