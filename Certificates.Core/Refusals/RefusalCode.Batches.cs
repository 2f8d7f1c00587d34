// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of batches, and rows held back in the publicity period.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode KindUnknown = new(
        "kind_unknown", RefusalKind.Malformed,
        "证书种类有误，请填写 grade（等级证书）或 training（培训证书）。",
        "The kind is neither grade nor training: correct it.");

    public static readonly RefusalCode StatusUnknown = new(
        "status_unknown", RefusalKind.Malformed,
        "状态有误，请使用接口文档所列的状态。",
        "The status is none that there is: use one that the reference lists.");

    public static readonly RefusalCode OutcomeUnknown = new(
        "outcome_unknown", RefusalKind.Malformed,
        "处理结果有误，请使用接口文档所列的结果。",
        "The outcome is none that a row can have: use one that the reference lists.");

    public static readonly RefusalCode IdempotencyKeyInvalid = new(
        "idempotency_key_invalid", RefusalKind.Malformed,
        "幂等键有误，请只发送一次，使用可见的 ASCII 字符。",
        "The idempotency key cannot be taken: send it once, in visible ASCII characters.");

    public static readonly RefusalCode IdempotencyConflict = new(
        "idempotency_conflict", RefusalKind.Conflict,
        "同一幂等键已用于另一个文件，请每个文件使用各自的幂等键，重试时沿用原键。",
        "Another file was sent under this key: give each file a key of its own, and a retry the key of its file.");

    public static readonly RefusalCode OwnBatch = new(
        "own_batch", RefusalKind.Conflict,
        "本批次由该密钥提交，须由另一审批人审批。",
        "This key sent the batch: another approver's key decides it.");

    public static readonly RefusalCode BatchDecided = new(
        "batch_decided", RefusalKind.Conflict,
        "本批次已审批，审批时间和密钥见本批次的记录。",
        "The batch was decided before; it says when, and by which key.");

    public static readonly RefusalCode NoApprovalNeeded = new(
        "no_approval_needed", RefusalKind.Conflict,
        "本批次不需要审批。",
        "The batch awaits no approval.");

    public static readonly RefusalCode RowHeld = new(
        "row_held", RefusalKind.Conflict,
        "本行已暂缓签发。",
        "The row is held back already.");

    public static readonly RefusalCode RowNotHeld = new(
        "row_not_held", RefusalKind.Conflict,
        "本行没有暂缓签发。",
        "The row is not held back.");

    public static readonly RefusalCode RowEnded = new(
        "row_ended", RefusalKind.Conflict,
        "本行已处理完毕；已签发的证书请按编号暂停或撤销。",
        "The row has ended. What was issued is suspended or revoked by its number.");

    public static readonly RefusalCode RowNotIssuable = new(
        "row_not_issuable", RefusalKind.Conflict,
        "文件中没有这一行，或这一行不会发证，无法预览；请先试算，查看各行原因。",
        "There is no such row, or no certificate would be issued for it, so there is nothing to show: try the file dry and look at the "
            + "reasons of its rows.");

    public static readonly RefusalCode NotInPublicity = new(
        "not_in_publicity", RefusalKind.Conflict,
        "本批次既不在待审批阶段，也不在公示期，不能暂缓签发。",
        "A row is held back while its batch awaits approval or lies open; this one does not.");

    public static readonly RefusalCode NoPublicity = new(
        "no_publicity", RefusalKind.Conflict,
        "本批次现在不在公示期内，没有公示名单。",
        "No publicity period of the batch runs now, so there is no list to announce.");

    public static readonly RefusalCode PublicityEnded = new(
        "publicity_ended", RefusalKind.Gone,
        "公示期已结束，名单不再公开。",
        "The publicity period has ended: the list is no longer public.");

    public static readonly RefusalCode NothingIssued = new(
        "nothing_issued", RefusalKind.Conflict,
        "本批次还没有签发任何证书，没有可下载的文件；请查看本批次的各项计数和各行原因。",
        "No certificate of the batch is issued, so there is no file to send: look at its counts and at the reasons of its rows.");
}
