using Certificates.Core.Coding;

namespace Certificates.Tests.Coding;

internal sealed class UnifiedCreditCodeTests
{
    [TestCase("91350100M000100Y43")]
    [TestCase(" 91350100m000100y43")]
    public void TryParse_PublishedCode_IsTaken(string text)
    {
        Assert.That(UnifiedCreditCode.TryParse(text, out var code, out _), Is.True);
        Assert.That(code!.Value, Is.EqualTo("91350100M000100Y43"));
    }

    [TestCase("91350100M000100Y4", "18 characters")]
    [TestCase("91350100M000100Y4O", "alphabet")]
    [TestCase("91350100M000100Y44", "check character")]
    [TestCase("91350100M000100Y34", "check character")]
    [TestCase(null, "18 characters")]
    public void TryParse_OtherText_SaysWhy(string? text, string words)
    {
        Assert.That(UnifiedCreditCode.TryParse(text, out _, out var refusal), Is.False);
        Assert.That(refusal!.Message, Does.Contain(words));
    }
}
