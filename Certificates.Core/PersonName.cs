using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Certificates.Core;

/// <summary>
/// A person's name: 1–50 code points, letters of any script with marks, inner spaces and <c>· - ' ’ . ,</c>. <see cref="TryParse"/> is
/// the only way in for one that is sent; <see cref="OfRecord"/> takes one that stands in the register, whatever rule it came in by.
/// </summary>
public sealed record PersonName
{
    /// <summary>The longest name, in code points.</summary>
    public const int MaxLength = 50;

    /// <summary>Which form of <see cref="LookUpKey"/> this build makes; rows of the register say which they have.</summary>
    internal const int LookUpForm = 1;

    private PersonName(string value) => Value = value;

    /// <summary>The name as printed: NFC with compatibility ideographs left alone, separator U+00B7 (民委发〔2016〕33号).</summary>
    public string Value { get; }

    /// <summary>
    /// What tells two holders of one passport number apart. It stands in the uniqueness index of the register: this function never
    /// changes, or a person could be certified twice.
    /// </summary>
    internal string PassportKey
    {
        get
        {
            var words = string.Join(' ', Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            return string.Create(words.Length, words, static (target, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                {
                    var half = source[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(source[i] - 0xFEE0)
                        : source[i] == '\u3000' ? ' ' : source[i];
                    target[i] = half == '’' ? '\'' : char.ToUpperInvariant(half);
                }
            });
        }
    }

    /// <summary>Reads a name as sent.</summary>
    /// <param name="text">As sent.</param>
    /// <param name="name">The name, when it is one.</param>
    /// <param name="refusal"><c>name_missing</c>, <c>name_invalid</c> (with the character and its place) or <c>name_too_long</c>.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out PersonName? name, [NotNullWhen(false)] out Refusal? refusal)
    {
        var seen = TypedText.Visible(text);
        name = null;
        refusal = NameText.Fault(seen);
        if (refusal is not null)
        {
            return false;
        }

        var value = NameText.Unify(seen);
        if (value.EnumerateRunes().Count() > MaxLength)
        {
            refusal = new Refusal(RefusalCode.NameTooLong, "name",
                $"The name has more than {MaxLength} characters.",
                $"姓名超过 {MaxLength} 个字，请核对。");
            return false;
        }

        name = new PersonName(value);
        return true;
    }

    /// <summary>A name that stands on record: taken as it is, never read again by the rule of today.</summary>
    internal static PersonName OfRecord(string value) => new(value);

    /// <summary>
    /// What the spellings of one name have in common, for comparing alone: without spaces, separators, punctuation, case, width and Latin
    /// diacritics. Other characters are never folded, so two names that differ in one stay apart. A verdict makes it of the name on record
    /// with each question; a search finds it stored, with <see cref="LookUpForm"/>, which grows by one with every change of what is folded.
    /// </summary>
    internal static string LookUpKey(string? text)
    {
        var seen = TypedText.Visible(text);
        if (!seen.AsSpan().ContainsAnyExceptInRange('\u4E00', '\u9FFF'))
        {
            return seen;
        }

        var key = new StringBuilder();
        foreach (var rune in NameText.Compose(seen).EnumerateRunes())
        {
            if (!NameText.Parts(rune))
            {
                NameText.AppendFolded(key, rune);
            }
        }

        return key.ToString();
    }

    /// <summary>Never prints a name.</summary>
    public override string ToString() => nameof(PersonName);
}
