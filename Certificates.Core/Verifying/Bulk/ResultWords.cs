using System.Globalization;
using Certificates.Core.Files.Workbooks.Appending;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>The columns that answer a row, in Chinese or, for a list with English headers, in the codes of the contract.</summary>
internal sealed class ResultWords
{
    private static readonly ResultWords Chinese = new(
        ["查验结果", "状态", "原因", "职业", "方向", "等级", "评价机构", "发证日期", "数据时间", "证书种类", "证书编号(查到)", "已核对"],
        "原表行号", "其余证书",
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
            ["too_many_misses"] = "未查询到的行过多，已停止查验",
            ["third_fact_required"] = "今日错误查询过多，请补全编号、姓名和证件号码",
            ["institution_required"] = "有多家机构使用过这个编号，请在“发证机构”一列填写机构代码或全称",
            ["id_number_not_compared"] = "证件号码未比对",
            ["number"] = "缺证书编号",
            ["name"] = "缺姓名",
            ["idNumber"] = "缺证件号码",
            ["column_number"] = "证书编号",
            ["column_name"] = "姓名",
            ["column_idNumber"] = "证件号码",
        });

    private static readonly ResultWords English = new(
        [
            "result", "status", "reasons", "occupation", "direction", "grade", "institution", "issuedOn", "asOf", "kind", "foundNumber",
            "compared",
        ],
        "sheetRow", "Further certificates", null);

    private const int ReasonColumn = 2;
    private readonly Dictionary<string, string>? _words;

    private ResultWords(IReadOnlyList<string> header, string rowTitle, string furtherSheet, Dictionary<string, string>? words) =>
        (Header, RowTitle, FurtherSheet, _words) = (header, rowTitle, furtherSheet, words);

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Widths of the columns in a sheet, in characters.</summary>
    public static IReadOnlyList<double> Widths { get; } = [11, 10, 26, 24, 18, 8, 26, 12, 20, 20, 26, 24];

    /// <summary>What a column is called that names rows of another sheet.</summary>
    public string RowTitle { get; }

    /// <summary>The sheet for further certificates of the holders of a sheet.</summary>
    public string FurtherSheet { get; }

    /// <summary>
    /// What one of the sender's headings is called on the further sheet: not by its own word, or the answer would have two tables and
    /// could not be checked again.
    /// </summary>
    public string Own(string heading) => heading.Length == 0 ? "" : _words is null ? $"list {heading}" : $"原表{heading}";

    /// <summary>The words of a language.</summary>
    public static ResultWords Of(bool isEnglish) => isEnglish ? English : Chinese;

    /// <summary>The lines of a row: its own fields and the answer; one a certificate.</summary>
    public IEnumerable<IEnumerable<string>> Lines(BulkResult result) =>
        Answers(result, result.Verdicts).Select(cells => result.Fields.Concat(cells));

    /// <summary>
    /// The one line of a row in a sheet, and the further certificates of its holder: what is in force stands in the row, and a grade
    /// before a training.
    /// </summary>
    public AppendedRow Row(BulkResult result, string furtherSheet)
    {
        var verdicts = result.Verdicts
            .OrderBy(verdict => verdict.Kind == VerdictKind.Valid ? 0 : 1).ThenBy(verdict => verdict.Certificate?.Kind).ToList();
        var answers = Answers(result, verdicts).ToList();
        var number = result.SheetRow.ToString(CultureInfo.InvariantCulture);
        if (answers.Count > 1)
        {
            var reasons = answers[0][ReasonColumn];
            var more = MoreOf(answers.Count - 1, furtherSheet);
            answers[0][ReasonColumn] = reasons.Length > 0 ? Join([reasons, more]) : more;
        }

        var further = answers.Skip(1).Select(cells => (string[])[number, .. result.Fields, .. cells]);
        return new AppendedRow(result.SheetRow, answers[0], [.. further]);
    }

    private IEnumerable<string[]> Answers(BulkResult result, IReadOnlyList<Verdict> verdicts) => result.IsIncomplete
        ? [[Word("incomplete"), "", Reasons(result), .. Enumerable.Repeat("", Header.Count - ReasonColumn - 1)]]
        : verdicts.Select(verdict => Cells(verdict, result.Hints));

    private string MoreOf(int count, string sheet) => _words is null
        ? $"{count} more certificates of the holder: see the sheet {sheet}"
        : $"持证人另有 {count} 份证书，见工作表“{sheet}”";

    private string[] Cells(Verdict verdict, IReadOnlyList<EntryHint> hints)
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
                : Join([.. Reasons(verdict), .. hints.Select(Hint)]),
            certificate?.Occupation.Chinese ?? "",
            certificate is null ? "" : certificate.Direction ?? "--",
            certificate is null ? "" : _words is null ? certificate.Grade.Code() : certificate.Grade.Chinese(),
            certificate?.Institution.Chinese ?? "",
            certificate is null ? "" : Day(certificate.IssuedOn),
            verdict.AsOf is { } asOf ? InChina(asOf) : "",
            certificate is null ? "" : _words is null ? certificate.Kind.Code() : certificate.Kind.Chinese(),
            certificate is null ? "" : certificate.PrintedNumber ?? certificate.Number,
            Compared(verdict.Compared),
        ];
    }

    /// <summary>What of the row agrees with the register: two facts may be right and the third, which was not read, another's.</summary>
    private string Compared(Facts facts) => _words is null
        ? string.Join(", ", facts.Codes())
        : string.Join('、', facts.Codes().Select(code => Word($"column_{code}")));

    private IEnumerable<string> Reasons(Verdict verdict) =>
        verdict.Reasons.Select(reason => Reason(verdict, reason))
            .Concat(verdict.IsIdNumberWithheld ? [Word("id_number_not_compared")] : Array.Empty<string>());

    private string Hint(EntryHint hint) =>
        _words is null ? $"{hint.Field}: {hint.In("en")}" : $"{Word($"column_{hint.Field}")}：{hint.In("zh")}";

    private string Reason(Verdict verdict, string reason)
    {
        var since = reason == "superseded" ? verdict.CurrentVersionIssuedOn : verdict.Certificate is null ? null : verdict.StatusChangedOn;
        var said = since is { } day ? $"{Word(reason)} {Day(day)}" : Word(reason);
        return verdict.Category is { } category && reason is "suspended" or "revoked" or "cancelled" ? $"{said} {Word(category)}" : said;
    }

    /// <summary>An instant by the clock in China, as the days beside it are; to programs with how far that is from UTC.</summary>
    private string InChina(DateTimeOffset instant) => ChinaTime.Of(instant).ToString(
        _words is null ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What a row lacks, and what in it cannot be read.</summary>
    private string Reasons(BulkResult result) => Join(
        [.. result.Missing.Select(Lacks), .. result.Spoilt.Select(cell => cell.In(_words is null ? "en" : "zh").TrimEnd('.', '。'))]);

    private string Lacks(string field) => _words is null ? $"{field} missing" : Word(field);

    private string Join(IEnumerable<string> words) => string.Join(_words is null ? "; " : "；", words);

    private string Word(string code) => _words?.GetValueOrDefault(code) ?? code;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
