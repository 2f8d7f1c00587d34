using Certificates.Core;
using Certificates.Core.Intake;

namespace Certificates.Tests;

internal sealed class RefusalTests
{
    [Test]
    public void In_OfParticulars_SaysThemInEitherLanguage()
    {
        var refusal = new Refusal(RefusalCode.TooManyRows, "file", "A file has at most 7 rows.", "一个文件最多 7 行。");

        Assert.That((refusal.In("zh-CN"), refusal.In("en-GB")), Is.EqualTo(("一个文件最多 7 行。", "A file has at most 7 rows.")));
    }

    [Test]
    public void In_WithoutParticulars_SaysTheSentenceOfTheCode()
    {
        var code = RefusalCode.RowHeld;

        Assert.That((new Refusal(code).In("zh"), new Refusal(code).In("en")), Is.EqualTo((code.Chinese, code.English)));
        Assert.That(new Refusal(code, "row", "Row 3 is held back.").In("zh-TW"), Is.EqualTo(code.Chinese));
    }

    /// <summary>Registers of every release hold reasons in this form.</summary>
    [Test]
    public void RowReasons_Written_KeepTheirForm()
    {
        const string Name = """{"code":"name_missing","field":"name","message":"The name is empty.","chinese":"缺姓名。"}""";
        const string Row = """{"code":"row_malformed","field":null,"message":"已 \"x\""}""";
        Refusal[] reasons =
            [new(RefusalCode.NameMissing, "name", "The name is empty.", "缺姓名。"), new(RefusalCode.RowMalformed, null, "已 \"x\"")];

        Assert.That(RowReasons.Write(reasons), Is.EqualTo($"[{Name},{Row}]"));
    }

    [Test]
    public void RowReasons_Read_AreThoseWritten()
    {
        Refusal[] reasons = [new(RefusalCode.ScoreMissing, "theoryScore", "Empty."), new(RefusalCode.BatchDeclined)];

        Assert.That(RowReasons.Read(RowReasons.Write(reasons)), Is.EqualTo(reasons));
        Assert.That(RowReasons.Read(RowReasons.Write([])), Is.Empty);
    }

    [Test]
    public void RowReasons_OfACodeNoLongerKnown_AreReadAndWrittenAsTheyStand()
    {
        const string Stored = """[{"code":"retired_long_ago","field":"grade","message":"As it was said then."}]""";

        var read = RowReasons.Read(Stored);

        Assert.That((read[0].Code.Code, read[0].In("en")), Is.EqualTo(("retired_long_ago", "As it was said then.")));
        Assert.That(read[0].Code.Brief, Is.Null);
        Assert.That(RefusalCode.All, Has.None.EqualTo(read[0].Code));
        Assert.That(RowReasons.Write(read), Is.EqualTo(Stored));
    }
}
