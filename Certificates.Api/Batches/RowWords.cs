using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Intake;

namespace Certificates.Api.Batches;

/// <summary>Outcomes and reasons in the words of a clerk; programs find the codes in the rows.</summary>
internal static class RowWords
{
    /// <summary>结果; a row that a complaint holds back says so.</summary>
    public static string Of(BatchRow row) => row.Hold is { Active: true } ? "暂缓签发（公示期有异议）" : Of(row.Outcome);

    private static string Of(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Pending => "待签发",
        RowOutcome.Issued => "已发证",
        RowOutcome.NotPassed => "未合格",
        RowOutcome.Rejected => "已退回",
        RowOutcome.Duplicate => "重复",
    };

    /// <summary>原因: what is wrong, where, and the message that tells the particulars.</summary>
    public static string Of(Refusal reason) => reason.Code.Brief is { } words
        ? $"{words}（{reason.In("zh").TrimEnd('。')}）"
        : reason.Message;
}
