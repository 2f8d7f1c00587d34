using Certificates.Core.Verifying;

namespace Certificates.Tests.Verifying;

/// <summary>What looks mistyped, by the typed text alone.</summary>
internal sealed class EntryHintsTests
{
    [TestCase("Z00011101042610000123J", null)]
    [TestCase("z0001 1101-0426 10000123 j", null)]
    [TestCase("Z000111010426100001", "length 22 19")]
    [TestCase("P0001110104261000012345678J", "length 22 27")]
    [TestCase("990101199001010019", "is_id_number")]
    [TestCase("Z00011101042610000123K", "check")]
    [TestCase("Z000111B1042610000123J", "character 8 B")]
    [TestCase("SF-2021-000123", "earlier 22")]
    [TestCase("S000044010003224000123", null)]
    [TestCase(" ", null)]
    public void Number_AsTyped_IsToldByItsLengthAndForm(string typed, string? expected) =>
        Assert.That(Told(new Question(typed, null, null)), Is.EqualTo(expected));

    [TestCase("王伟", null)]
    [TestCase("阿卜杜热合曼·买买提", null)]
    [TestCase("Anne-Marie O'Neill", null)]
    [TestCase("𬭎䶮", null)]
    [TestCase("王伟1", "character 1")]
    [TestCase("王伟（女）", "character （")]
    [TestCase("990101199001010019", "is_number")]
    [TestCase("王", "short")]
    public void Name_AsTyped_IsToldByItsCharacters(string typed, string? expected) =>
        Assert.That(Told(new Question(null, typed, null)), Is.EqualTo(expected));

    [TestCase("990101199001010019", null)]
    [TestCase("99010119900101 0019", null)]
    [TestCase("11010519491231002x", null)]
    [TestCase("H12345678", null)]
    [TestCase("12345678", null)]
    [TestCase("E12345678", null)]
    [TestCase("990101199001010015", "check")]
    [TestCase("990101199013010015", "birth_date")]
    [TestCase("99010119900101001A", "resident_character")]
    [TestCase("99010119900101001", "length 18 17")]
    [TestCase("9901011990010100195", "length 18 19")]
    [TestCase("990101900101001", "former")]
    [TestCase("ABC123456789012", null)]
    [TestCase("H1234567", "permit_length 8")]
    [TestCase("9.9E+17", "spoilt")]
    [TestCase("99010119900101001９", null)]
    [TestCase("11010519491231002Ⅹ", null)]
    [TestCase("11010519491231002×", null)]
    [TestCase("11010519491231002х", null)]
    [TestCase("990101;19900101", "character")]
    public void IdNumber_AsTyped_IsToldByItsLengthCharactersDateAndCheckDigit(string typed, string? expected) =>
        Assert.That(Told(new Question(null, null, typed)), Is.EqualTo(expected));

    [Test]
    public void Question_OfThree_HasAHintForEach() => Assert.That(
        EntryHints.Of(new Question("Z1", "王", "1234567890123456")).Select(hint => $"{hint.Field} {hint.Code}"),
        Is.EqualTo(new[] { "number length", "name short", "idNumber length" }));

    private static string? Told(Question question) =>
        EntryHints.Of(question) is [var hint] ? string.Join(' ', [hint.Code, .. hint.Particulars.Select(each => each.ToString()!)]) : null;
}
