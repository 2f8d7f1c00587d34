// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of changes of issued certificates.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode NumberMistyped = new(
        "number_mistyped", RefusalKind.Malformed,
        "证书编号有误，请与证书逐位核对。",
        "This is no certificate number: compare it with the certificate, character by character.");

    public static readonly RefusalCode NumbersMissing = new(
        "numbers_missing", RefusalKind.Malformed,
        "缺证书编号，请以列表形式填写。",
        "Send the certificate numbers as a list.");

    public static readonly RefusalCode TooManyNumbers = new(
        "too_many_numbers", RefusalKind.Malformed,
        "证书编号数量超过上限，请分次提交。",
        "The list has too many numbers: send several.");

    public static readonly RefusalCode TooManyIdSearches = new(
        "too_many_id_searches", RefusalKind.Limited,
        "今日按证件号码查找的次数已用完，请明日再试，或按证书编号、姓名查找。",
        "The searches by ID number that a person has a day are used up: go on tomorrow, or search by number or name.");

    public static readonly RefusalCode CategoryMissing = new(
        "category_missing", RefusalKind.Malformed,
        "缺变更类别，请从代码表中选择。",
        "The category is missing: name one that the reference lists.");

    public static readonly RefusalCode CategoryUnknown = new(
        "category_unknown", RefusalKind.Malformed,
        "变更类别不在代码表内，请从代码表中选择。",
        "The category is not on the list: name one that the reference lists.");

    public static readonly RefusalCode ReasonMissing = new(
        "reason_missing", RefusalKind.Malformed,
        "缺理由，请填写。",
        "The reason is missing: say why in words.");

    public static readonly RefusalCode ReasonTooLong = new(
        "reason_too_long", RefusalKind.Malformed,
        "理由过长，请缩短。",
        "The reason is too long: shorten it.");

    public static readonly RefusalCode EvidenceInvalid = new(
        "evidence_invalid", RefusalKind.Malformed,
        "证明材料摘要有误，请填写 64 位十六进制的 SHA-256 值。",
        "The digest of the evidence is the SHA-256 of a document: 64 hexadecimal digits.");

    public static readonly RefusalCode EvidenceDiffers = new(
        "evidence_differs", RefusalKind.Malformed,
        "上传的证明材料与所填的 SHA-256 不一致，请重新选择文件，或清空该栏后由服务器计算。",
        "The file is not the one whose SHA-256 stands beside it: choose it again, or clear the field and let the server make it.");

    public static readonly RefusalCode FieldNotCorrectable = new(
        "field_not_correctable", RefusalKind.Malformed,
        "只能更正姓名、证件类型、证件号码和照片；其他内容有误的，请注销证书后重新发证。",
        "Only name, type and number of the identity document and photo are corrected: for anything else cancel the "
            + "certificate and issue anew.");

    public static readonly RefusalCode CorrectionEmpty = new(
        "correction_empty", RefusalKind.Malformed,
        "没有需要更正的内容，请填写正确的姓名、证件类型、证件号码或照片。",
        "Nothing would change: send name, type or number of the identity document or photo as it should be.");

    public static readonly RefusalCode MoveNotAllowed = new(
        "move_not_allowed", RefusalKind.Conflict,
        "证书当前状态不能作此变更，请查看证书状态。",
        "The certificate stands where this change does not exist: look at its status.");

    public static readonly RefusalCode CertificateDoubted = new(
        "certificate_doubted", RefusalKind.Conflict,
        "登记簿中这份证书的记录与本系统写入的不一致，暂不能变更；请联系系统运维人员核查。",
        "The register's records of this certificate are not as this system wrote them, so nothing is changed: tell whoever runs "
            + "the service.");

    public static readonly RefusalCode RequestDecided = new(
        "request_decided", RefusalKind.Conflict,
        "该申请已处理，请查看结果；需要其他变更的，请另行申请。",
        "The request is decided already: look at it, and ask anew if another change is needed.");

    public static readonly RefusalCode OwnRequest = new(
        "own_request", RefusalKind.Conflict,
        "申请人不能审批自己的申请，须由本机构另一审批人审批。",
        "Whoever asked for a change does not decide it: another approver of the institution does.");

    public static readonly RefusalCode AuthorityDecides = new(
        "authority_decides", RefusalKind.Forbidden,
        "变更姓名、证件类型或证件号码的，由主管部门审批。",
        "The authority decides where name, type or number of the identity document change.");
}
