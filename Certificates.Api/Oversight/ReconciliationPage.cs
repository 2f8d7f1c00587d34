using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Certificates.Core.Batches;
using Certificates.Core.Oversight;

namespace Certificates.Api.Oversight;

/// <summary>The report as a page that prints on paper: codes of institutions, days and counts, no person.</summary>
internal static class ReconciliationPage
{
    private const string Head = """
        <!doctype html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>收发核对 · Reconciliation</title>
        <style>
        :root { color-scheme: light dark; --ink: #1f2328; --paper: #fffdf9; --red: #9d2a2f; --line: #d8cfc0 }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8e4dc; --paper: #1b1a18; --red: #e58a8e; --line: #4a453d } }
        @media print { :root { --ink: #000; --paper: #fff; --red: #900; --line: #888 } }
        body { margin: 0 auto; max-width: 64rem; padding: 2rem 1rem; color: var(--ink); background: var(--paper);
          font: .95rem/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui }
        h1 { margin: 0; font-size: 1.4rem; color: var(--red) }
        .table { overflow-x: auto }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
        th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap }
        th:nth-child(-n+3), td:nth-child(-n+3), td:last-child, th:last-child { text-align: left; white-space: normal }
        thead th { vertical-align: bottom } small { display: block; font-weight: normal; opacity: .75 }
        tr { break-inside: avoid } thead { display: table-header-group } tfoot { display: table-row-group; font-weight: 600 }
        .off { color: var(--red); font-weight: 600 }
        </style>
        </head>
        <body>
        <main>
        <h1>收发核对 <span lang="en">Reconciliation</span></h1>
        """;

    private static readonly (string Chinese, string English)[] Columns =
    [
        ("日期", "Day"), ("机构", "Institution"), ("来源", "Origin"), ("收到", "Received"), ("已发证", "Issued"), ("未合格", "Not passed"),
        ("已退回", "Rejected"), ("重复", "Duplicate"), ("待签发", "Pending"), ("不符", "Differences"),
    ];

    public static string Of(ReconciliationReport report)
    {
        var page = new StringBuilder(Head);
        var differences = report.Items.Sum(item => item.Differences.Count);
        page.Append(CultureInfo.InvariantCulture,
            $"<p>{report.From:yyyy-MM-dd} – {report.To:yyyy-MM-dd}，北京时间 <span lang=\"en\">China Standard Time</span></p>");
        page.Append(differences == 0
            ? "<p>收到 = 已发证 + 未合格 + 已退回 + 重复 + 待签发；与登记册逐条相符。<small lang=\"en\">Received is the sum of the others, and agrees with "
                + "the register row by row.</small></p>"
            : "<p class=\"off\" role=\"alert\">有与登记册不符之处，请立即核查。<small lang=\"en\">Rows and certificates do not agree: look into "
                + "it now.</small></p>");
        page.Append("<div class=\"table\"><table><thead><tr>");
        foreach (var (chinese, english) in Columns)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{chinese}<small lang=\"en\">{english}</small></th>");
        }

        page.Append("</tr></thead><tbody>");
        foreach (var item in report.Items)
        {
            AppendDay(page, $"{item.Day:yyyy-MM-dd}", item.InstitutionCode, item.Counts, item.Differences);
        }

        page.Append("</tbody><tfoot>");
        AppendDay(page, "合计 Total", "", report.Totals, []);
        return page.Append("</tfoot></table></div></main></body></html>").ToString();
    }

    private static void AppendDay(
        StringBuilder page, string day, string institution, DayCounts counts, IReadOnlyList<ReconciliationDifference> differences)
    {
        var said = string.Join("; ", differences.Select(difference => $"{Words(difference.Code)} {difference.Count}"));
        if (counts.Results.Received > 0 || counts.Imported.Received == 0)
        {
            AppendRow(page, day, institution, "报送 Results", counts.Results, said);
        }

        if (counts.Imported.Received > 0)
        {
            AppendRow(page, day, institution, "补录 Import", counts.Imported, counts.Results.Received > 0 ? "" : said);
        }
    }

    private static void AppendRow(StringBuilder page, string day, string institution, string origin, BatchCounts counts, string said)
    {
        string[] cells = [day, institution, origin];
        long[] numbers = [counts.Received, counts.Issued, counts.NotPassed, counts.Rejected, counts.Duplicate, counts.Pending];
        page.Append("<tr>");
        foreach (var cell in cells.Concat(numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))))
        {
            page.Append(CultureInfo.InvariantCulture, $"<td>{HtmlEncoder.Default.Encode(cell)}</td>");
        }

        page.Append(CultureInfo.InvariantCulture, $"<td class=\"off\">{HtmlEncoder.Default.Encode(said)}</td></tr>");
    }

    private static string Words(string code) => code switch
    {
        "issued_without_certificate" => "已发证而登记册无证书 (issued_without_certificate)",
        "certificate_without_row" => "证书无对应报送行 (certificate_without_row)",
        "certificate_without_batch" => "证书不属于任何批次 (certificate_without_batch)",
        _ => code,
    };
}
