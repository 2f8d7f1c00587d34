extern alias Api;
extern alias Verify;

using System.Collections;
using System.Globalization;
using System.Resources;
using Verify::Certificates.Verify;

namespace Certificates.Tests.Web;

[TestFixture]
internal sealed class WordsTests
{
    private static readonly ResourceManager[] All =
    [
        new("Certificates.Verify.Words", typeof(Program).Assembly),
        new("Certificates.Api.Notices.NoticeWords", typeof(Api::Certificates.Api.Notices.NoticeWords).Assembly),
        new("Certificates.Api.Console.Slips.SlipWords", typeof(Api::Certificates.Api.Console.Slips.SlipWords).Assembly),
        new("Certificates.Web.Words", typeof(Certificates.Web.Words).Assembly),
    ];

    [TestCaseSource(nameof(All))]
    public void Words_OfBothLanguages_HaveTheSameKeysAndPlaces(ResourceManager words)
    {
        var (chinese, english) = (Read(words, CultureInfo.InvariantCulture), Read(words, CultureInfo.GetCultureInfo("en")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(chinese, Is.Not.Empty);
            Assert.That(english.Keys, Is.EquivalentTo(chinese.Keys));
            Assert.That(
                chinese.Where(word => Places(word.Value) != Places(english[word.Key])).Select(word => word.Key), Is.Empty, "same {0}, {1}");
        }
    }

    private static int Places(string text) => text.Count(character => character == '{');

    private static Dictionary<string, string> Read(ResourceManager words, CultureInfo culture) =>
        words.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
}
