namespace Certificates.Core.Reports;

/// <summary>A report as the desk keeps it.</summary>
internal sealed class MistakeReportRecord
{
    public required string Id { get; init; }
    public required long CertificateId { get; init; }
    public required long InstitutionId { get; init; }
    public required string Item { get; init; }
    public required byte[] TextCipher { get; init; }
    public required string KeyId { get; init; }
    public required DateTimeOffset At { get; init; }
    public byte[]? AnswerCipher { get; init; }
    public string? AnswerKeyId { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>A report to keep.</summary>
internal sealed record NewMistakeReportRecord(
    string Id, long CertificateId, long InstitutionId, string Item, byte[] TextCipher, string KeyId, DateTimeOffset At);

/// <summary>An answer to keep.</summary>
/// <param name="Id">The report.</param>
/// <param name="AnswerCipher">What is answered, encrypted.</param>
/// <param name="AnswerKeyId">The key it is encrypted with.</param>
/// <param name="AnsweredAt">When.</param>
/// <param name="AnsweredByKeyId">The client's key that answers.</param>
internal sealed record MistakeAnswerRecord(string Id, byte[] AnswerCipher, string AnswerKeyId, DateTimeOffset AnsweredAt,
    long AnsweredByKeyId);
