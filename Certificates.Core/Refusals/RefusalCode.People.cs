// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of signing in at the console, and of its accounts.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode LoginFailed = new(
        "login_failed", RefusalKind.Unmet,
        "登录名或密码不正确，请核对后重试；忘记密码的，请本机构审批人或主管部门为您重置。",
        "Login or password is wrong: check both. Whoever has lost the password asks an approver of the institution, or the authority.");

    public static readonly RefusalCode LoginInvalid = new(
        "login_invalid", RefusalKind.Malformed,
        "登录名应为 3 至 64 个小写字母、数字或 . - _ @，请更正。",
        "A login is 3 to 64 lower-case letters, digits or . - _ @: correct it.");

    public static readonly RefusalCode LoginTaken = new(
        "login_taken", RefusalKind.Conflict,
        "该登录名已被使用，请另取一个。",
        "Another account has this login: choose another.");

    public static readonly RefusalCode PasswordTooShort = new(
        "password_too_short", RefusalKind.Malformed,
        "密码至少 12 个字符，请加长；几个不相干的词连在一起即可。",
        "A password has at least 12 characters: make it longer; some words that do not belong together will do.");

    public static readonly RefusalCode PasswordTooLong = new(
        "password_too_long", RefusalKind.Malformed,
        "密码最多 128 个字符，请缩短。",
        "A password has at most 128 characters: make it shorter.");

    public static readonly RefusalCode PasswordKnown = new(
        "password_known", RefusalKind.Malformed,
        "该密码见于已泄露的密码或过于简单，请另取一个。",
        "This password is known from leaks, or too simple: choose another.");

    public static readonly RefusalCode PasswordPersonal = new(
        "password_personal", RefusalKind.Malformed,
        "密码中不能含登录名或姓名，请另取一个。",
        "A password has neither the login nor the name in it: choose another.");

    public static readonly RefusalCode PasswordWrong = new(
        "password_wrong", RefusalKind.Malformed,
        "现用密码不正确，请重新输入。",
        "The present password is wrong: enter it again.");

    public static readonly RefusalCode PasswordSame = new(
        "password_same", RefusalKind.Malformed,
        "新密码与现用密码相同，请另取一个。",
        "The new password is the present one: choose another.");

    public static readonly RefusalCode PasswordDiffers = new(
        "password_differs", RefusalKind.Malformed,
        "两次输入的新密码不一致，请重新输入。",
        "The new password was typed differently the second time: enter it again.");

    public static readonly RefusalCode FactorWrong = new(
        "factor_wrong", RefusalKind.Unmet,
        "动态验证码不正确或已用过，请输入验证器当前显示的六位数字，或一个未用过的备用码。",
        "The code is wrong or was used before: enter the six digits that the authenticator shows now, or a recovery code not used yet.");

    public static readonly RefusalCode FactorLast = new(
        "factor_last", RefusalKind.Conflict,
        "这是您唯一的第二道验证，请先启用动态验证码或添加另一个通行密钥，再移除它。",
        "This is your only second factor: set up an authenticator or add another passkey before you remove it.");

    public static readonly RefusalCode PasskeyRefused = new(
        "passkey_refused", RefusalKind.Unmet,
        "通行密钥未通过验证，请重试；仍不能通过的，改用密码和动态验证码。",
        "The passkey was not accepted: try again. If it still is not, use the password and the code of the authenticator.");

    public static readonly RefusalCode PasskeyUnnamed = new(
        "passkey_unnamed", RefusalKind.Malformed,
        "请给通行密钥取一个名称，最多 60 个字符，例如“办公室电脑”。",
        "Give the passkey a name of up to 60 characters, such as \"office computer\".");

    public static readonly RefusalCode PasskeysTooMany = new(
        "passkeys_too_many", RefusalKind.Conflict,
        "一个账号最多有 10 个通行密钥，请先移除不用的。",
        "An account has at most 10 passkeys: remove one that is not used.");

    public static readonly RefusalCode SubjectInvalid = new(
        "subject_invalid", RefusalKind.Malformed,
        "身份标识由 1 至 255 个英文字母、数字或符号组成，请照登录页显示的原样填写。",
        "A subject has 1 to 255 letters, digits and signs: enter it as the page of sign-in shows it.");

    public static readonly RefusalCode SubjectTaken = new(
        "subject_taken", RefusalKind.Conflict,
        "该身份标识已关联到一个账号，请先解除原来的关联。",
        "This subject is linked to an account already: end that link first.");

    public static readonly RefusalCode ProviderUnreachable = new(
        "provider_unreachable", RefusalKind.Outage,
        "暂时无法连接统一身份认证，请稍后重试；急用的，改用密码登录。",
        "The provider of sign-ins cannot be reached now: try again later, or use the password.");

    public static readonly RefusalCode ProviderFailed = new(
        "provider_failed", RefusalKind.Unmet,
        "未能通过统一身份认证登录，请重试；仍不行的，改用密码登录。",
        "The sign-in at the provider did not come to an end: try again, or use the password.");

    public static readonly RefusalCode DraftGone = new(
        "draft_gone", RefusalKind.Outdated,
        "试算过的文件只保留半小时，现已不在，请重新选择文件。",
        "The file that was tried is kept for half an hour, and is gone: choose it again.");

    public static readonly RefusalCode ChangeWaits = new(
        "change_waits", RefusalKind.Conflict,
        "该账号已有一项申请等待确认，请先确认或退回该申请。",
        "Something was asked for this account that waits for another person: have it confirmed or refused first.");

    public static readonly RefusalCode AccountMaker = new(
        "account_maker", RefusalKind.Conflict,
        "您在 30 天内开立、确认或重置过提交人的账号或密钥，本事项须由另一人决定。",
        "Within the last 30 days you asked for, confirmed or reset the account or the key of whoever sent this: another person decides "
        + "it.");
}
