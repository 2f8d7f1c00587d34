using Certificates.Core.Reports;

namespace Certificates.Api.Reports;

/// <summary>A holder's report.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CertificateNumber">The certificate.</param>
/// <param name="InstitutionCode">The institution that issued it.</param>
/// <param name="Item">name, id_document, photo or other.</param>
/// <param name="Text">What it should say, in the holder's words.</param>
/// <param name="ReportedAt">When it was sent.</param>
/// <param name="State">open or answered.</param>
/// <param name="Answer">What the institution answered.</param>
/// <param name="AnsweredAt">When.</param>
internal sealed record MistakeReportView(
    Guid Id,
    string CertificateNumber,
    string InstitutionCode,
    MistakeItem Item,
    string Text,
    DateTimeOffset ReportedAt,
    MistakeReportState State,
    string? Answer,
    DateTimeOffset? AnsweredAt)
{
    /// <summary>As it is shown.</summary>
    public static MistakeReportView Of(MistakeReport report) => new(
        report.Id,
        report.CertificateNumber,
        report.InstitutionCode,
        report.Item,
        report.Text,
        report.ReportedAt,
        report.IsOpen ? MistakeReportState.Open : MistakeReportState.Answered,
        report.Answer,
        report.AnsweredAt);
}

/// <summary>Whether the institution has answered.</summary>
internal enum MistakeReportState
{
    /// <summary>Waits for an answer.</summary>
    Open,

    /// <summary>Has one.</summary>
    Answered,
}

/// <summary>An answer to a holder.</summary>
/// <param name="Answer">1–500 characters, no control characters but line breaks.</param>
internal sealed record AnswerBody(string? Answer);
