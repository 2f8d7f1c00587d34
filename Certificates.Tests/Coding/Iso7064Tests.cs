using Certificates.Core.Coding;

namespace Certificates.Tests.Coding;

internal sealed class Iso7064Tests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    [TestCase("Z0001110104261000012", '3', ExpectedResult = false)]
    [TestCase("Z00011101042610000123", 'J', ExpectedResult = true)]
    [TestCase("11100000000013338W01111430000006122244L20230000403001", 'U', ExpectedResult = true)]
    public bool Mod37And36_PublishedText_HasItsCheckCharacter(string text, char check) => Iso7064.Mod37And36(text) == check;

    // 0794 -> 0 and 079 -> X are the examples of the standard, clauses 7 and 8.
    [TestCase("0794", ExpectedResult = '0')]
    [TestCase("079", ExpectedResult = 'X')]
    [TestCase("11010519491231002", ExpectedResult = 'X')]
    public char Mod11And2_PublishedText_HasItsCheckCharacter(string text) => Iso7064.Mod11And2(text);

    [Test]
    public void Mod37And36_EverySingleError_ChangesTheCheck()
    {
        // One character before the error brings the sum into each of its 36 states.
        var unseen = from state in Alphabet
                     from a in Alphabet
                     from b in Alphabet
                     where a != b && Iso7064.Mod37And36($"{state}{a}") == Iso7064.Mod37And36($"{state}{b}")
                     select (state, a, b);
        Assert.That(unseen, Is.Empty);
    }

    [TestCase(36, 0.0016, 0.0001)]
    [TestCase(10, 0.0056, 0.0001)]
    public void Mod37And36_AdjacentSwap_IsUnseenOnlyAsOftenAsEnumerated(int alphabet, double rate, double tolerance)
    {
        var swaps = from state in Alphabet
                    from a in Alphabet[..alphabet]
                    from b in Alphabet[..alphabet]
                    where a < b
                    select Iso7064.Mod37And36($"{state}{a}{b}") == Iso7064.Mod37And36($"{state}{b}{a}");
        var unseen = swaps.ToList();
        Assert.That(unseen.Count(same => same) / (double)unseen.Count, Is.EqualTo(rate).Within(tolerance));
    }

    [TestCase("Z0001-")]
    [TestCase("z")]
    public void Mod37And36_CharacterOutsideItsAlphabet_Throws(string text) =>
        Assert.That(() => Iso7064.Mod37And36(text), Throws.ArgumentException);
}
