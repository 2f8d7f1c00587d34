namespace Certificates.Core.Privacy;

/// <summary>Where each encrypted value of the register stands; a value moved elsewhere does not decrypt.</summary>
internal static class Places
{
    /// <summary><c>BatchRow.SentCipher</c>.</summary>
    public static RowAddress Sent(string batchId, long row) => RowAddress.Of("BatchRow", Guid.Parse(batchId), (int)row);

    /// <summary><c>Batch.DecisionCipher</c>.</summary>
    public static RowAddress Decision(string batchId) => RowAddress.Of("Batch", Guid.Parse(batchId));

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

    /// <summary><c>Document.BodyCipher</c>.</summary>
    public static RowAddress Document(long documentId) => RowAddress.Of("Document", documentId);
}
