using System.Text;
using Certificates.Tests.Verifying;

namespace Certificates.Tests.Verify;

/// <summary>A list to check: in turn a valid, a revoked, an unknown and an incomplete row.</summary>
internal static class SampleList
{
    private static readonly string[] Outcomes = ["有效", "无效", "未查询到", "信息不全"];

    public static IEnumerable<(string Number, string Name, string IdNumber)> Rows(int rows) => Enumerable.Range(0, rows).Select(i => (i % 4) switch
    {
        0 => (TestRegister.Valid.Number, TestRegister.ValidName, ""),
        1 => (TestRegister.Revoked.Number, TestRegister.RevokedName, ""),
        2 => (UnknownNumbers.Of(i), "李娜", ""),
        _ => ("", "李娜", ""),
    });

    /// <summary>The list as CSV, with a column of the sender's own that a spreadsheet would calculate.</summary>
    public static byte[] Csv(int rows) => Encoding.UTF8.GetBytes(
        "备注,证书编号,姓名,证件号码\n" + string.Concat(Rows(rows).Select(row => $"=1+1,{row.Number},{row.Name},{row.IdNumber}\n")));

    /// <summary>The words of the result column.</summary>
    public static IEnumerable<string> Words(int rows) => Enumerable.Range(0, rows).Select(i => Outcomes[i % Outcomes.Length]);
}
