using System.Globalization;
using System.Text;

namespace Certificates.Core;

/// <summary>
/// The characters of people's names: what each is, and how the ways offices write one name become one. Inner spaces of Chinese names
/// only pad a column; between letters that are not Latin every kind of dot is the separator U+00B7 (民委发〔2016〕33号).
/// </summary>
internal static class NameText
{
    /// <summary>Dots in the middle of the line, and the hyphen that no line is broken at.</summary>
    private const string Separators = "·•‧・･∙⋅●ㆍ⸱ꞏ\u0387\u2011";

    private const string Punctuation = "-'’.,";

    /// <summary>What stands at the ends of a Chinese name by mistake. Not <c>?</c> and <c>*</c>: they stand for a lost character.</summary>
    private const string Strays = Separators + Punctuation + ";:!\"、。“”‘";

    private static readonly string[] WordsForErrors =
        ["NULL", "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "UNDEFINED"];

    /// <summary>Why a text as it is seen is no name; null when it is one.</summary>
    public static Refusal? Fault(string seen)
    {
        if (TypedText.IsNothing(seen))
        {
            return new Refusal(RefusalCode.NameMissing, "name");
        }

        if (WordsForErrors.Contains(TypedText.FoldUpper(seen)))
        {
            return Invalid("A formula or an export left an error in place of the name: fill in the name.",
                "姓名处是公式或导出的错误（如 #N/A、null），请填写姓名。");
        }

        var runes = seen.EnumerateRunes().ToArray();
        var (first, last) = Ends(runes);
        var isHan = IsHan(runes);
        for (var i = 0; i < runes.Length; i++)
        {
            var isStray = isHan && (i < first || i > last) && Parts(runes[i]);
            if (!isStray && !IsOfName(runes[i], isHan, hasLetterBefore: i > first, hasLetterBehind: i < last))
            {
                return CharacterFault(runes[i], i + 1);
            }
        }

        return first < 0 ? CharacterFault(runes[0], 1) : null;
    }

    /// <summary>The first character of a text that stands for another, and the one meant where that is known.</summary>
    public static (string Sent, string Meant)? Meant(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsLigature(rune) && MeantCharacter.Stands(rune) && MeantCharacter.Of(rune) is { } meant)
            {
                return (rune.ToString(), meant);
            }
        }

        return null;
    }

    /// <summary>A name without fault, in the one way it is printed.</summary>
    public static string Unify(string seen)
    {
        var runes = Compose(seen).EnumerateRunes().ToArray();
        var isHan = IsHan(runes);
        var (first, last) = isHan ? Ends(runes) : (0, runes.Length - 1);
        var text = new StringBuilder();
        for (var i = first; i <= last;)
        {
            var end = i;
            while (end <= last && (runes[end].Value == ' ' || IsDot(runes[end])))
            {
                end++;
            }

            if (end == i)
            {
                text.Append(IsLigature(runes[i]) ? runes[i].ToString().Normalize(NormalizationForm.FormKC)
                    : IsLetterOrMark(runes[i]) ? runes[i].ToString() : Half(runes[i]).ToString());
                end++;
            }
            else
            {
                var isBetween = i > first && end <= last && !IsLatin(runes[i - 1]) && !IsLatin(runes[end]);
                text.Append(Gap(runes.AsSpan(i, end - i), isHan, isBetween));
            }

            i = end;
        }

        return text.ToString();
    }

    /// <summary>
    /// NFC of all but the compatibility ideographs U+F900–FAFF and U+2F800–2FA1F: NFC would replace them with other characters
    /// (U+F9DC by U+9686), and a person's name is the character on their card.
    /// </summary>
    public static string Compose(string text)
    {
        if (text.IsNormalized(NormalizationForm.FormC))
        {
            return text;
        }

        var (composed, run) = (new StringBuilder(), new StringBuilder());
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F))
            {
                composed.Append(run.ToString().Normalize(NormalizationForm.FormC)).Append(rune.ToString());
                run.Clear();
            }
            else
            {
                run.Append(rune.ToString());
            }
        }

        return composed.Append(run.ToString().Normalize(NormalizationForm.FormC)).ToString();
    }

    /// <summary>True for what stands between the parts of a name, or at its ends by mistake.</summary>
    public static bool Parts(Rune rune) => rune.Value == ' ' || Is(rune, Strays) || Is(Half(rune), Strays);

    /// <summary>Appends a letter as names are compared: upper case, half-width, Latin without diacritics.</summary>
    public static void AppendFolded(StringBuilder key, Rune rune)
    {
        var letter = Half(rune);
        if (IsLatin(letter))
        {
            foreach (var unit in letter.ToString().Normalize(IsLigature(letter) ? NormalizationForm.FormKD : NormalizationForm.FormD)
                .ToUpperInvariant())
            {
                key.Append(unit is >= '\u0300' and <= '\u036F' ? "" : unit switch
                {
                    'Ø' => "O",
                    'Ł' => "L",
                    'Đ' or 'Ð' => "D",
                    'Ħ' => "H",
                    'Ŧ' => "T",
                    'ı' => "I",
                    'Æ' => "AE",
                    'Œ' => "OE",
                    'ß' or 'ẞ' => "SS",
                    _ => unit.ToString(),
                });
            }
        }
        else if (letter.Value is not (>= 0x0300 and <= 0x036F) || key.Length == 0 || !char.IsAsciiLetter(key[^1]))
        {
            key.Append(Rune.ToUpperInvariant(letter).ToString());
        }
    }

    /// <summary>What a run of spaces and dots is printed as. Among Latin letters a full stop stays one.</summary>
    private static string Gap(ReadOnlySpan<Rune> run, bool isHan, bool isBetween)
    {
        var text = string.Concat(run.ToArray().Select(rune => Is(rune, Separators) ? rune : Half(rune)));
        return text.Trim().Length == 0 ? isHan ? "" : " "
            : isBetween ? "·"
            : text.Contains('\u2011', StringComparison.Ordinal) ? "-"
            : text.Any(unit => Separators.Contains(unit, StringComparison.Ordinal)) ? "·"
            : string.Join(' ', text.Split("  ", StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool IsOfName(Rune rune, bool isHan, bool hasLetterBefore, bool hasLetterBehind) =>
        rune.Value == ' ' || (IsDot(rune)
            ? hasLetterBefore && (hasLetterBehind || Half(rune).Value == '.')
            : IsLetterOrMark(rune)
                ? IsLigature(rune) || !MeantCharacter.Stands(rune)
                : !isHan && Is(Half(rune), Punctuation));

    private static Refusal CharacterFault(Rune rune, int position)
    {
        var isSeen = !Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.PrivateUse;
        var meant = MeantCharacter.Stands(rune) ? MeantCharacter.Of(rune) : null;
        return Invalid(
            $"The name has U+{rune.Value:X4} at position {position}{(isSeen ? $" (“{rune}”)" : "")}, which no name may have: "
                + (meant is null ? "correct it." : $"“{meant}” is meant, type that."),
            $"姓名第 {position} 位的{(isSeen ? $"“{rune}”" : "字符")}（U+{rune.Value:X4}）不能用于姓名，"
                + (meant is null ? "请更正。" : $"应为“{meant}”，请重新输入。"));
    }

    private static Refusal Invalid(string english, string chinese) => new(RefusalCode.NameInvalid, "name", english, chinese);

    private static (int First, int Last) Ends(Rune[] runes) =>
        (Array.FindIndex(runes, IsLetter), Array.FindLastIndex(runes, IsLetterOrMark));

    private static bool IsHan(Rune[] runes) => runes.Any(IsLetter) && runes.Where(IsLetter).All(IsHanLetter);

    private static bool IsHanLetter(Rune rune) => rune.Value is 0x3005 or 0x3007 or (>= 0x2E80 and <= 0x2FDF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF)
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse);

    /// <summary>A radical and a code point of private use stand for a letter: the refusal tells which.</summary>
    private static bool IsLetter(Rune rune) => (Rune.IsLetter(rune) || rune.Value is '〇' or (>= 0x2E80 and <= 0x2FDF)
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse) && !Is(rune, Separators);

    private static bool IsLetterOrMark(Rune rune) => IsLetter(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsLatin(Rune rune) => Rune.IsLetter(rune) && rune.Value
        is < 0x0250 or (>= 0x1E00 and <= 0x1EFF) or (>= 0x2C60 and <= 0x2C7F) or (>= 0xA720 and <= 0xA7FF) or (>= 0xFB00 and <= 0xFB06)
        or (>= 0xFF21 and <= 0xFF5A);

    private static bool IsLigature(Rune rune) => rune.Value is >= 0xFB00 and <= 0xFB06;

    private static bool IsDot(Rune rune) => Half(rune).Value == '.' || Is(rune, Separators);

    private static bool Is(Rune rune, string characters) =>
        rune.IsBmp && characters.Contains((char)rune.Value, StringComparison.Ordinal);

    private static Rune Half(Rune rune) => rune.IsBmp ? new Rune(TypedText.Fold((char)rune.Value)) : rune;
}

/// <summary>
/// The character somebody meant who sent one that no name has: a radical (Unicode, EquivalentUnifiedIdeograph.txt), a code point of the
/// private use area where GBK fonts kept characters before GB 18030-2005, or a compatibility form. It words a refusal; nothing is
/// replaced by it.
/// </summary>
internal static class MeantCharacter
{
    private const int FirstRadical = 0x2E80;
    private const int FirstKangxi = 0x2F00;
    private const int FirstPrivate = 0xE815;

    /// <summary>U+2E80–U+2EF3, a space where none is meant.</summary>
    private static readonly Rune[] Radicals = Runes(
        " 厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵 旡日月歺母民氵氺灬爫爫丬牛"
        + "犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑"
        + "钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟");

    /// <summary>U+E815–U+E864: FE50–FEA0 of GBK, as GB 18030-2005 has them.</summary>
    private static readonly Rune[] PrivateUse = Runes(
        "厂𠂇𠂉𠃌乙㑳㑇刀㔾龴㖞㘚㘎小心㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠牛𡗗龸𤴔䁖䅟𥫗䌷㓁羊𦍌𢦏䎱"
        + "䎬聿䏝䓖䙡䙌龹䜣䜩䝼䞍𧾷䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻");

    /// <summary>True for a character that stands for another one and is refused.</summary>
    public static bool Stands(Rune rune) => IsRadical(rune) || IsPrivate(rune) || IsApostrophe(rune) || IsCompatibilityForm(rune);

    /// <summary>The character meant, as text; null where it is not known.</summary>
    public static string? Of(Rune rune)
    {
        var meant = rune.Value switch
        {
            >= FirstRadical and < FirstKangxi => At(Radicals, rune.Value - FirstRadical),
            >= FirstPrivate and < 0xF900 => At(PrivateUse, rune.Value - FirstPrivate),
            _ when IsApostrophe(rune) => "’",
            _ => rune.ToString().Normalize(NormalizationForm.FormKC),
        };
        return string.IsNullOrWhiteSpace(meant) || meant == rune.ToString() ? null : meant;
    }

    private static bool IsRadical(Rune rune) => rune.Value is >= FirstRadical and <= 0x2FDF;

    /// <summary>Letters that are drawn as an apostrophe: names that have one would not be found by the other.</summary>
    private static bool IsApostrophe(Rune rune) => rune.Value is 0x02B9 or 0x02BB or 0x02BC;

    private static bool IsPrivate(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;

    /// <summary>
    /// Compatibility ideographs are people's characters; full-width letters are kept as they were sent; Thai, Lao and Tibetan have letters
    /// that decompose and are no other's form.
    /// </summary>
    private static bool IsCompatibilityForm(Rune rune) =>
        rune.Value > 0x7F
        && rune.Value is not (>= 0x0E00 and <= 0x0FFF or >= 0xF900 and <= 0xFAFF or >= 0xFF01 and <= 0xFF5E or >= 0x2F800 and <= 0x2FA1F)
        && rune.ToString() is var text
        && text.Normalize(NormalizationForm.FormKC) != text.Normalize(NormalizationForm.FormC);

    private static string? At(Rune[] meant, int index) => index < meant.Length ? meant[index].ToString() : null;

    private static Rune[] Runes(string text) => [.. text.EnumerateRunes()];
}
