using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Certificates.Core.Reports;

/// <summary>
/// What a holder reports, or an institution answers: 1–500 UTF-16 units without space around them, line breaks as <c>\n</c> and no
/// other control character. <see cref="TryParse"/> is the only way in.
/// </summary>
public sealed record ReportText
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int MaxLength = 500;

    private ReportText(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>Reads what was written; a form sends its line breaks as two characters, which count as one.</summary>
    /// <param name="written">As it was sent.</param>
    /// <param name="field">The field it was sent in, for the refusal.</param>
    /// <param name="text">The text.</param>
    /// <param name="refusal">Or <c>report_text_invalid</c>.</param>
    public static bool TryParse(string? written, string field, [NotNullWhen(true)] out ReportText? text,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        var plain = (written ?? "").ReplaceLineEndings("\n").Trim();
        var isRight = plain.Length is > 0 and <= MaxLength && plain.EnumerateRunes().All(IsWritten);
        text = isRight ? new ReportText(plain) : null;
        refusal = isRight ? null : new Refusal(
            RefusalCode.ReportTextInvalid, field,
                $"{field} has 1 to {MaxLength} characters, and no control characters but line breaks.",
                $"{field} 应为 1 至 {MaxLength} 个字，除换行外不含控制字符。");
        return isRight;
    }

    /// <summary>Never prints the text.</summary>
    public override string ToString() => nameof(ReportText);

    // Half a surrogate pair is read as the replacement character, and could not be kept.
    private static bool IsWritten(Rune rune) => rune.Value == '\n' || !(Rune.IsControl(rune) || rune == Rune.ReplacementChar);
}
