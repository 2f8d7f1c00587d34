// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of keys of the interfaces, and who may do what.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode Unauthenticated = new(
        "unauthenticated", RefusalKind.Unauthenticated,
        "密钥缺失或无效，请使用有效的密钥。",
        "No key in force was sent: send one in the Authorization header.");

    public static readonly RefusalCode KeyRequired = new(
        "key_required", RefusalKind.Unauthenticated,
        "没有密钥时只能查验较短的名单，且只能按编号和姓名查验，请使用密钥。",
        "A list this long, or with ID numbers, is checked with a key only: send one.");

    public static readonly RefusalCode RoleNotAllowed = new(
        "role_not_allowed", RefusalKind.Forbidden,
        "该密钥的角色无权进行此项操作，请使用相应角色的密钥。",
        "The role of this key may not do this: use a key of a role that may.");

    public static readonly RefusalCode RoleUnknown = new(
        "role_unknown", RefusalKind.Malformed,
        "密钥角色有误，请使用接口文档所列的角色。",
        "The role is none that a key can have: use one that the reference lists.");

    public static readonly RefusalCode PersonMissing = new(
        "person_missing", RefusalKind.Malformed,
        "缺使用人，请填写该密钥的使用人或系统。",
        "Say which person or system the key is for.");

    public static readonly RefusalCode PersonInvalid = new(
        "person_invalid", RefusalKind.Malformed,
        "使用人或系统名称含有不可用的字符，请在一行内填写普通文字。",
        "The name of the person or system has characters that are no plain text: write it on one line, without markup.");

    public static readonly RefusalCode ExpiresAtInvalid = new(
        "expires_at_invalid", RefusalKind.Malformed,
        "密钥的到期时间应晚于现在，且不超过一年，请更正。",
        "A key ends in the future, and after a year at most: correct the end.");

    public static readonly RefusalCode SamePerson = new(
        "same_person", RefusalKind.Conflict,
        "提交或申请与审批须由不同的人进行，这两个密钥属于同一人，请由另一人审批。",
        "One person answers for both keys: somebody else decides what this person sent or asked for.");

    public static readonly RefusalCode QuotaUsedUp = new(
        "quota_used_up", RefusalKind.Limited,
        "该密钥今日的查验额度已用完，请明日再试。",
        "The rows that this key may check a day are used up: go on tomorrow.");
}
