using Certificates.Core.Reports;

namespace Certificates.Tests.Reports;

internal sealed class ReportTextTests
{
    [TestCase("姓名应为“于月”", "姓名应为“于月”")]
    [TestCase("  于月\r\n于悦\r\n\r\n", "于月\n于悦")]
    [TestCase("𬭎", "𬭎")]
    public void Text_OfAForm_IsTrimmedAndItsLineBreaksAreOneCharacter(string written, string text)
    {
        Assert.That(ReportText.TryParse(written, "text", out var parsed, out _), Is.True);
        Assert.That(parsed!.Value, Is.EqualTo(text));
        Assert.That(parsed.ToString(), Does.Not.Contain(text));
    }

    [Test]
    public void Text_OfFiveHundredCharacters_IsTakenAndOneMoreIsNot()
    {
        var longest = string.Concat(Enumerable.Repeat("于\r\n", 249)) + "于月";

        Assert.That(ReportText.TryParse(longest, "text", out var parsed, out _), Is.True);
        Assert.That(parsed!.Value, Has.Length.EqualTo(ReportText.MaxLength));
        Assert.That(ReportText.TryParse(longest + "于", "text", out _, out _), Is.False);
    }

    [TestCase(null)]
    [TestCase(" \r\n ")]
    [TestCase("于\u0000月")]
    [TestCase("于\u0007月")]
    [TestCase("于\t月")]
    [TestCase("于\u0085月\u009B")]
    [TestCase("于\uD83D")]
    public void Text_ThatSaysNothingOrHasControlCharacters_IsRefusedAtItsField(string? written)
    {
        Assert.That(ReportText.TryParse(written, "answer", out _, out var refusal), Is.False);
        Assert.That((refusal!.Code.Code, refusal.Field), Is.EqualTo(("report_text_invalid", "answer")));
    }
}
