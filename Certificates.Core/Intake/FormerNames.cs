using System.Globalization;

namespace Certificates.Core.Intake;

/// <summary>
/// Names of rows that were accepted before spaces and separators of Chinese names were unified: such a row is issued with the name it was
/// accepted with. Nothing is refused here, for it was not when the row came.
/// </summary>
internal static class FormerNames
{
    private const string Separators = "•‧・･．";

    /// <summary>The name as the former rule had it: outer spaces trimmed, five separators unified between letters, NFC.</summary>
    public static PersonName Read(string sent)
    {
        var text = sent.Trim(' ', '\u3000');
        return PersonName.OfRecord(NameText.Compose(string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var separates = Separators.Contains(source[i], StringComparison.Ordinal)
                    && i > 0 && i < source.Length - 1 && IsLetterUnit(source[i - 1]) && IsLetterUnit(source[i + 1]);
                target[i] = separates ? '·' : source[i] == '\u3000' ? ' ' : source[i];
            }
        })));
    }

    private static bool IsLetterUnit(char unit) => char.IsSurrogate(unit) || unit == '〇' || char.IsLetter(unit)
        || char.GetUnicodeCategory(unit) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
