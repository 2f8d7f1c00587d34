using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Certificates.Core.Coding;

/// <summary>
/// The number of a certificate issued before this system as it stands on the paper, such as <c>粤人社证字第20210001号</c>: kept and shown
/// as it was sent, found by its <see cref="Key"/>, and unique within its institution. <see cref="TryParse"/> is the only way in.
/// </summary>
public sealed record PrintedNumber
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 4;

    /// <summary>Most characters.</summary>
    public const int MaxLength = 64;

    private const string Brackets = "()[]{}<>【】〔〕〖〗《》「」";
    private const string Marks = Brackets + " -/._·:#№";

    private PrintedNumber(string value, string key) => (Value, Key) = (value, key);

    /// <summary>The characters as they were sent.</summary>
    public string Value { get; }

    /// <summary>What the ways of writing it have in common: half-width, upper case, without spaces, dashes, brackets and words.</summary>
    public string Key { get; }

    /// <summary>
    /// The number the register knows it by, which has letters and digits alone: its own where it is such a number and free.
    /// </summary>
    internal CertificateNumber? Plain => CodingRules.Earlier.Fault(Key) is null ? CertificateNumber.OfRecord(Key) : null;

    /// <summary>Reads a number as somebody sent or typed it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number, when it is one.</param>
    /// <param name="refusal"><c>number_invalid</c>: what no number has, or a number that is another thing's.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out PrintedNumber? number, [NotNullWhen(false)] out Refusal? refusal)
    {
        var value = TypedText.Visible(text);
        var key = KeyOf(value);
        refusal = Fault(value, key) is var (english, chinese)
            ? new Refusal(RefusalCode.NumberInvalid, "number", english, chinese)
            : null;
        number = refusal is null ? new PrintedNumber(value, key) : null;
        return number is not null;
    }

    /// <summary>The number the register knows it by where its own is another institution's, or has other characters.</summary>
    internal CertificateNumber Derived(long institutionId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{institutionId}\n{Key}"));
        return CertificateNumber.OfRecord($"E0{Convert.ToHexString(hash.AsSpan(0, 14))}");
    }

    private static string KeyOf(string value)
    {
        Span<char> buffer = stackalloc char[TypedNumber.MaxLength];
        var length = TypedNumber.Compact(value, buffer);
        return length > buffer.Length
            ? ""
            : string.Concat(buffer[..length].ToString().Where(unit => !Brackets.Contains(unit, StringComparison.Ordinal)));
    }

    private static (string English, string Chinese)? Fault(string value, string key)
    {
        var length = value.EnumerateRunes().Count();
        if (length is < MinLength or > MaxLength || key.Length == 0)
        {
            return ($"A number has {MinLength} to {MaxLength} characters.", $"编号应为 {MinLength} 至 {MaxLength} 个字符。");
        }

        foreach (var rune in value.AsSpan().Trim(TypedNumber.Around).EnumerateRunes())
        {
            if (!IsOfNumber(rune))
            {
                return ($"No number has U+{rune.Value:X4}: compare it with the paper.",
                    $"编号中不能有“{rune}”（U+{rune.Value:X4}），请与证书核对。");
            }
        }

        return EarlierNumbers.Confusion(key) is { } confusion ? (confusion, "这是其他证件或其他证书的编号，或与本系统编号相近，请与证书核对。") : null;
    }

    private static bool IsOfNumber(Rune rune)
    {
        var half = rune.IsBmp ? new Rune(TypedText.Fold((char)rune.Value)) : rune;
        return (half.IsAscii && Rune.IsLetterOrDigit(half)) || (half.IsBmp && Marks.Contains((char)half.Value, StringComparison.Ordinal))
            || rune.Value is '〇' or (>= 0x3400 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF);
    }
}
