using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Certificates.Tests.Api;

/// <summary>Results files of people who do not exist; every call makes up new ones, so that tests on one register do not meet.</summary>
internal static class Csv
{
    public const string Header = "准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期";
    private static int _people;

    /// <summary>A file with a row of each sort: to be issued (as many as asked for), not passed, rejected.</summary>
    public static string File(int issued = 1, int notPassed = 0, int rejected = 0) => string.Join('\n', (string[])
    [
        Header,
        .. Enumerable.Range(0, issued).Select(_ => Row()),
        .. Enumerable.Range(0, notPassed).Select(_ => Row(theory: "59.5")),
        .. Enumerable.Range(0, rejected).Select(_ => Row(grade: "顶级")),
    ]);

    public static string Row(string name = "余敏静", string theory = "73", string grade = "高级", string? candidate = null)
    {
        var person = Interlocked.Increment(ref _people);
        return $"{candidate ?? $"T{person}"},{name},居民身份证,{ResidentId(person)},2-02-38-04,云计算运维,{grade},{theory},61.5,2026-04-25";
    }

    public static HttpContent Content(string csv)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return content;
    }

    /// <summary>An ID number of the never-assigned region 990000, with its check character (GB 11643).</summary>
    public static string ResidentId(int person)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"990000{new DateOnly(1970, 1, 1).AddDays(person / 999):yyyyMMdd}{(person % 999) + 1:000}");
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return body + "10X98765432"[body.Select((digit, i) => (digit - '0') * weights[i]).Sum() % 11];
    }
}
