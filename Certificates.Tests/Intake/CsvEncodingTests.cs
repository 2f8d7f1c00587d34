using System.Text;
using Certificates.Core.Intake;

namespace Certificates.Tests.Intake;

internal sealed class CsvEncodingTests
{
    private const string Row = "T2,陈𬭎䶮,居民身份证,991643199201143758,2-02-38-04,云计算运维,高级,73,61.5,2026-04-25,";

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    [TestCase("utf-8")]
    [TestCase("utf-8 with mark")]
    [TestCase("gb18030")]
    public async Task Read_AnyLawfulEncoding_GivesTheSameText(string encoding)
    {
        var text = $"{Results.Header}\r\n{Results.GoodRow}\r\n{Row}\r\n";
        byte[] file = encoding switch
        {
            "gb18030" => Gb18030.GetBytes(text),
            "utf-8" => Encoding.UTF8.GetBytes(text),
            _ => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        };
        var rows = await Results.RowsAsync(file);
        Assert.That(string.Join(' ', rows.Select(row => row[ResultsColumn.Name])), Is.EqualTo("余敏静 陈𬭎䶮"));
    }

    /// <summary>The eight characters of GB 18030-2022 the platform still reads as private use.</summary>
    [Test]
    public async Task Read_CharactersMovedIn2022_AreThoseOfUnicode()
    {
        byte[] name = [0xFE, 0x59, 0xFE, 0x61, 0xFE, 0x66, 0xFE, 0x67, 0xFE, 0x6D, 0xFE, 0x7E, 0xFE, 0x90, 0xFE, 0xA0];
        byte[] file = [.. Gb18030.GetBytes(Results.Header + "\nT1,"), .. name];
        var row = (await Results.RowsAsync(file)).Single();
        Assert.That(row[ResultsColumn.Name], Is.EqualTo("\u9FB4\u9FB5\u9FB6\u9FB7\u9FB8\u9FB9\u9FBA\u9FBB"));
    }

    [Test]
    public async Task Read_RowsPastedFromAnotherEncoding_AreMixed()
    {
        var header = Encoding.UTF8.GetBytes(Results.Header + "\n" + Results.GoodRow + "\n");
        foreach (var name in new[] { "陈𬭎䶮", "张三", "李", "王小明", "欧阳嘉" })
        {
            var row = Row.Replace("陈𬭎䶮", name, StringComparison.Ordinal);
            Assert.That((await Results.RefusalAsync([.. header, .. Gb18030.GetBytes(row)]))?.Code.Code, Is.EqualTo("encoding_mixed"), name);
        }

        byte[] pasted = [.. Gb18030.GetBytes(Results.Header + "\n" + Row + "\n"), .. Encoding.UTF8.GetBytes("T9,张三王五赵六,,,,,,,,\n")];
        Assert.That(() => Gb18030.GetString(pasted), Throws.Nothing, "each half alone would not show it");
        Assert.That((await Results.RefusalAsync(pasted))?.Code.Code, Is.EqualTo("encoding_mixed"));
    }

    [Test]
    public async Task Read_CharacterCutByABlock_IsWhole()
    {
        var text = new StringBuilder(Results.Header).Append('\n');
        for (var i = 0; i < 4000; i++)
        {
            text.Append(Row).Append('x', i % 7).Append('\n');
        }

        foreach (var encoding in new[] { Encoding.UTF8, Gb18030 })
        {
            var rows = await Results.RowsAsync(encoding.GetBytes(text.ToString()));
            Assert.That(rows, Has.Count.EqualTo(4000));
            Assert.That(rows.Select(row => row[ResultsColumn.Name]), Is.All.EqualTo("陈𬭎䶮"));
        }
    }
}
