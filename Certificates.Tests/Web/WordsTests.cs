extern alias Verify;

using System.Collections;
using System.Globalization;
using System.Resources;
using Verify::Certificates.Verify;

namespace Certificates.Tests.Verify;

[TestFixture]
internal sealed class WordsTests
{
    private static readonly ResourceManager Words = new("Certificates.Verify.Words", typeof(Program).Assembly);

    [Test]
    public void Words_OfBothLanguages_HaveTheSameKeysAndPlaces()
    {
        var (chinese, english) = (Read(CultureInfo.InvariantCulture), Read(CultureInfo.GetCultureInfo("en")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(english.Keys, Is.EquivalentTo(chinese.Keys));
            Assert.That(
                chinese.Where(word => Places(word.Value) != Places(english[word.Key])).Select(word => word.Key), Is.Empty, "same {0}, {1}");
        }
    }

    private static int Places(string text) => text.Count(character => character == '{');

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        Words.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
}
