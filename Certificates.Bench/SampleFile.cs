using System.Globalization;
using System.Text;

namespace Certificates.Bench;

/// <summary>Results of people who do not exist, all of whom passed: ID numbers of the never-assigned regions 99xxxx.</summary>
internal static class SampleFile
{
    private const string Surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜";
    private const string GivenNames = "敏静博峰杰宇凯雨玉丽勇嘉力华文辉诗轩伟俊子红建霞平兰欣悦晨阳浩然涵涛磊";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly string[] Gradings = ["初级", "中级", "高级"];

    /// <summary>The header line, contract order.</summary>
    public static string Header(bool withPhotos) =>
        "准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期" + (withPhotos ? ",照片" : "");

    /// <summary>A file of <paramref name="rows"/> different people, beginning with number <paramref name="from"/>.</summary>
    public static byte[] Csv(int rows, bool withPhotos, int from = 0)
    {
        var text = new StringBuilder(Header(withPhotos)).Append('\n');
        for (var i = from; i < from + rows; i++)
        {
            text.AppendJoin(',', Fields(i));
            if (withPhotos)
            {
                text.Append(CultureInfo.InvariantCulture, $",{i}.jpg");
            }

            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The fields of one row.</summary>
    public static string[] Fields(int i) =>
    [
        $"B{i:00000000}",
        $"{Surnames[i % Surnames.Length]}{GivenNames[i / 7 % GivenNames.Length]}{GivenNames[i / 300 % GivenNames.Length]}",
        "居民身份证",
        IdNumber(i),
        "2-02-38-04",
        "云计算运维",
        Gradings[i % 3],
        (60 + (i % 40)).ToString(CultureInfo.InvariantCulture),
        (60 + (i % 37)).ToString(CultureInfo.InvariantCulture),
        "2026-05-18",
    ];

    private static string IdNumber(int i)
    {
        var day = new DateOnly(1970, 1, 1).AddDays(i % 10_000);
        var body = string.Create(CultureInfo.InvariantCulture, $"99{i / 1_000_000:00}{i / 10_000 % 100:00}{day:yyyyMMdd}{i % 1000:000}");
        var sum = 0;
        for (var k = 0; k < Weights.Length; k++)
        {
            sum += (body[k] - '0') * Weights[k];
        }

        return body + "10X98765432"[sum % 11];
    }
}
