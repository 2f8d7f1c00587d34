extern alias Api;

using Api::Certificates.Api.Batches;
using Certificates.Core;
using Certificates.Core.Intake;

namespace Certificates.Tests.Api;

internal sealed class RowWordsTests
{
    [Test]
    public void Of_AReason_SaysWordsAndMessageWithoutACode() => Assert.That(
        RowWords.Of(new Refusal(RefusalCode.NameMissing, "name", "The name is empty.", "姓名为空，请填写。")),
        Is.EqualTo("缺姓名（姓名为空，请填写）"));

    [Test]
    public void Of_AReasonThatHasNoWords_SaysItsMessage() => Assert.That(
        RowWords.Of(RowReasons.Read("""[{"code":"retired_long_ago","field":null,"message":"As it was said."}]""")[0]),
        Is.EqualTo("As it was said."));
}
