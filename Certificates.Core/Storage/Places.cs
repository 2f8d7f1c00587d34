namespace Certificates.Core.Storage;

/// <summary>Where each encrypted value of the register stands; a value moved elsewhere does not decrypt.</summary>
internal static class Places
{
    /// <summary><c>BatchRow.SentCipher</c>.</summary>
    public static RowAddress Sent(string batchId, long row) => RowAddress.Of("BatchRow", Guid.Parse(batchId), (int)row);

    /// <summary><c>Batch.DecisionCipher</c>.</summary>
    public static RowAddress Decision(string batchId) => RowAddress.Of("Batch", Guid.Parse(batchId));

    /// <summary><c>CertificateVersion.IdNumberCipher</c>.</summary>
    public static RowAddress IdNumber(long certificateId, long version) =>
        RowAddress.Of("CertificateVersion", certificateId, (int)version);

    /// <summary><c>Photo.BodyCipher</c>.</summary>
    public static RowAddress Photo(ReadOnlySpan<byte> hash) => RowAddress.Of("Photo", hash);

    /// <summary><c>Document.BodyCipher</c>.</summary>
    public static RowAddress Document(long documentId) => RowAddress.Of("Document", documentId);
}
