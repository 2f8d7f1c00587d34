extern alias Api;
extern alias Verify;

using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Certificates.Tests.HouseRules;
using Verify::Certificates.Verify;

namespace Certificates.Tests.Web;

/// <summary>The words of the pages: each in both languages, each said somewhere, and each that is said is there.</summary>
[TestFixture]
internal sealed partial class WordsTests
{
    private static readonly string[] OwnWords = ["Certificates.Api/Notices/", "Certificates.Api/Console/Slips/"];

    private static readonly TestCaseData[] All =
    [
        Of("Certificates.Verify.Words", typeof(Program).Assembly, "Certificates.Verify/"),
        Of("Certificates.Api.Words", typeof(Api::Certificates.Api.Words).Assembly, "Certificates.Api/"),
        Of("Certificates.Api.Notices.NoticeWords", typeof(Api::Certificates.Api.Notices.NoticeWords).Assembly, OwnWords[0]),
        Of("Certificates.Api.Console.Slips.SlipWords", typeof(Api::Certificates.Api.Console.Slips.SlipWords).Assembly, OwnWords[1]),
        Of("Certificates.Web.Words", typeof(Certificates.Web.Words).Assembly, "Certificates.Web/"),
    ];

    [TestCaseSource(nameof(All))]
    public void Words_OfBothLanguages_HaveTheSameKeysAndPlaces(ResourceManager words, string folder)
    {
        var (chinese, english) = (Read(words, CultureInfo.InvariantCulture), Read(words, CultureInfo.GetCultureInfo("en")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(chinese, Is.Not.Empty, folder);
            Assert.That(english.Keys, Is.EquivalentTo(chinese.Keys));
            Assert.That(
                chinese.Where(word => Places(word.Value) != Places(english[word.Key])).Select(word => word.Key), Is.Empty, "same {0}, {1}");
        }
    }

    /// <summary>By its key as it stands, or by one that is put together: <c>$"grade.{code}"</c> says every <c>grade.</c> of one more part.</summary>
    [TestCaseSource(nameof(All))]
    public void Words_AreEachSaidSomewhere(ResourceManager words, string folder)
    {
        var (keys, texts) = (Read(words, CultureInfo.InvariantCulture).Keys, TextsOf(folder));
        var literals = texts.SelectMany(text => Literal().Matches(text)).Select(match => match.Groups["text"].Value).ToHashSet(StringComparer.Ordinal);
        var composed = texts.SelectMany(text => Composed().Matches(text)).Select(match => new Regex(
            $"^{string.Join("(.+)", Hole().Split(match.Groups["text"].Value).Select(Regex.Escape))}$", RegexOptions.None, TimeSpan.FromSeconds(1))).ToList();

        Assert.That(keys.Where(key => !literals.Contains(key) && !composed.Any(pattern => Fills(pattern.Match(key), literals))), Is.Empty);
    }

    [TestCaseSource(nameof(All))]
    public void Words_ThatAreSaid_AreThere(ResourceManager words, string folder)
    {
        var keys = Read(words, CultureInfo.InvariantCulture).Keys;
        var said = TextsOf(folder).SelectMany(text => Said().Matches(text)).Select(match => match.Groups["key"].Value);

        Assert.That(said.Except(keys, StringComparer.Ordinal), Is.Empty);
    }

    /// <summary>A part that is put in is one word, or a text of the source that has several.</summary>
    private static bool Fills(Match match, HashSet<string> literals) => match.Success && match.Groups.Values.Skip(1).All(part =>
        !part.Value.Contains('.', StringComparison.Ordinal) || literals.Contains(part.Value));

    private static TestCaseData Of(string name, Assembly assembly, string folder) =>
        new TestCaseData(new ResourceManager(name, assembly), folder).SetArgDisplayNames(name);

    private static List<string> TextsOf(string folder) =>
    [
        .. Source.Product.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal))
            .Where(file => OwnWords.All(own => own == folder || !file.Path.StartsWith(own, StringComparison.Ordinal))).Select(file => file.Text),
    ];

    private static int Places(string text) => text.Count(character => character == '{');

    private static Dictionary<string, string> Read(ResourceManager words, CultureInfo culture) =>
        words.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);

    [GeneratedRegex("\"(?<text>[A-Za-z][A-Za-z0-9_.-]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("\\$\"(?<text>[a-z][A-Za-z0-9_.-]*\\.(\\{[^{}\"]*(\\{[^{}\"]*\\}[^{}\"]*)*\\}[A-Za-z0-9_.-]*)+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Composed();

    [GeneratedRegex("\\{[^{}\"]*(?:\\{[^{}\"]*\\}[^{}\"]*)*\\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();

    [GeneratedRegex("\\bL\\[\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Said();
}
