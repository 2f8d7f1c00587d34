using System.Globalization;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>The nine columns that answer a row, in Chinese or, for a list with English headers, in the codes of the contract.</summary>
internal sealed class ResultWords
{
    private static readonly ResultWords Chinese = new(
        ["查验结果", "状态", "原因", "职业", "方向", "等级", "评价机构", "发证日期", "数据时间"],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["valid"] = "有效",
            ["not_valid"] = "无效",
            ["not_found"] = "未查询到",
            ["incomplete"] = "信息不全",
            ["unavailable"] = "暂时无法核验",
            ["suspended"] = "核查中",
            ["superseded"] = "已更正",
            ["revoked"] = "已撤销",
            ["cancelled"] = "已注销",
            ["complaint"] = "投诉举报",
            ["cheating"] = "考试作弊",
            ["forged_papers"] = "伪造材料",
            ["issued_in_error"] = "签发有误",
            ["duplicate"] = "重复发证",
            ["holder_request"] = "持证人申请",
            ["data_error"] = "信息有误",
            ["authority_order"] = "主管部门决定",
            ["court_order"] = "法院裁判",
            ["other"] = "其他",
            ["number_mistyped"] = "证书编号有误，请与证书核对",
            ["too_many_misses"] = "未查询到的行过多，已停止查验（too_many_misses）",
            ["third_fact_required"] = "今日错误查询过多，请补全编号、姓名和证件号码（third_fact_required）",
            ["id_number_not_compared"] = "证件号码未比对",
            ["number"] = "缺证书编号",
            ["name"] = "缺姓名",
            ["idNumber"] = "缺证件号码",
        });

    private static readonly ResultWords English = new(
        ["result", "status", "reasons", "occupation", "direction", "grade", "institution", "issuedOn", "asOf"], null);

    private readonly Dictionary<string, string>? _words;

    private ResultWords(IReadOnlyList<string> header, Dictionary<string, string>? words) => (Header, _words) = (header, words);

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The words of a language.</summary>
    public static ResultWords Of(bool isEnglish) => isEnglish ? English : Chinese;

    /// <summary>The lines of a row: its own fields and the nine; one a certificate.</summary>
    public IEnumerable<IEnumerable<string>> Lines(BulkResult result) => result.IsIncomplete
        ? [[.. result.Fields, Word("incomplete"), "", Join(result.Missing.Select(Lacks)), "", "", "", "", "", ""]]
        : result.Verdicts.Select(verdict => result.Fields.Concat(Cells(verdict)));

    private string[] Cells(Verdict verdict)
    {
        var certificate = verdict.Certificate;
        var status = certificate is null ? "" : Word(verdict.Reasons is [var first, ..] ? first : "valid");
        return
        [
            Word(verdict.Kind switch
            {
                VerdictKind.Valid => "valid",
                VerdictKind.NotValid => "not_valid",
                VerdictKind.NotFound => "not_found",
                VerdictKind.Unavailable => "unavailable",
            }),
            status,
            verdict.OtherScheme is { } scheme
                ? $"{scheme.Name} {scheme.LookUpAt}"
                : Join([.. verdict.Reasons.Select(reason => Reason(verdict, reason)), .. verdict.IsIdNumberWithheld ? [Word("id_number_not_compared")] : Array.Empty<string>()]),
            certificate?.Occupation.Chinese ?? "",
            certificate is null ? "" : certificate.Direction ?? "--",
            certificate is null ? "" : _words is null ? certificate.Grade.Code() : certificate.Grade.Chinese(),
            certificate?.Institution.Chinese ?? "",
            certificate is null ? "" : Day(certificate.IssuedOn),
            verdict.AsOf?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "",
        ];
    }

    private string Reason(Verdict verdict, string reason)
    {
        var since = reason == "superseded" ? verdict.CurrentVersionIssuedOn : verdict.Certificate is null ? null : verdict.StatusChangedOn;
        var said = since is { } day ? $"{Word(reason)} {Day(day)}" : Word(reason);
        return verdict.Category is { } category && reason is "suspended" or "revoked" or "cancelled" ? $"{said} {Word(category)}" : said;
    }

    private string Lacks(string field) => _words is null ? $"{field} missing" : Word(field);

    private string Join(IEnumerable<string> words) => string.Join(_words is null ? "; " : "；", words);

    private string Word(string code) => _words?.GetValueOrDefault(code) ?? code;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
