using System.Text.Json.Serialization;

namespace Certificates.Core.Reports;

/// <summary>What a holder reports as wrong on a certificate, and what the institution that issued it answers.</summary>
/// <param name="Id">UUID, version 7.</param>
/// <param name="CertificateNumber">The certificate.</param>
/// <param name="InstitutionCode">The institution that issued it.</param>
/// <param name="Item">Which item is wrong.</param>
/// <param name="Text">What it should say, in the holder's words.</param>
/// <param name="ReportedAt">When it was sent.</param>
/// <param name="Answer">The institution's words; null while the report is open.</param>
/// <param name="AnsweredAt">When; null while the report is open.</param>
public sealed record MistakeReport(
    Guid Id,
    string CertificateNumber,
    string InstitutionCode,
    MistakeItem Item,
    string Text,
    DateTimeOffset ReportedAt,
    string? Answer,
    DateTimeOffset? AnsweredAt)
{
    /// <summary>True until the institution has answered.</summary>
    [JsonIgnore]
    public bool IsOpen => AnsweredAt is null;

    /// <summary>Whether the institution has answered.</summary>
    public MistakeReportState State => IsOpen ? MistakeReportState.Open : MistakeReportState.Answered;

    /// <summary>Never prints what was written, nor about which certificate.</summary>
    public override string ToString() => nameof(MistakeReport);
}

/// <summary>Whether the institution has answered.</summary>
public enum MistakeReportState
{
    /// <summary>Waits for an answer.</summary>
    Open,

    /// <summary>Has one.</summary>
    Answered,
}
