using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Coding;

/// <summary>An identity document whose number passed the check of its type. <see cref="TryParse"/> is the only way in.</summary>
public sealed record IdDocument
{
    private IdDocument(IdType type, string number) => (Type, Number) = (type, number);

    /// <summary>What it is.</summary>
    public IdType Type { get; }

    /// <summary>Its number, upper case, half-width, without spaces.</summary>
    public string Number { get; }

    /// <summary>What a holder is looked up by: the number without type; permits their first 9 characters, which are for life.</summary>
    public string LookUpText => Type == IdType.HkMacaoPermit ? Number[..9] : Number;

    /// <summary>
    /// The two forms of <see cref="LookUpText"/> a number typed without its type may have: as it is, and as a permit's, which differ
    /// only when it has a permit's renewal digits. Spaces and hyphens within are taken.
    /// </summary>
    internal static (string AsTyped, string AsPermit) LookUpTextsOf(string typed)
    {
        // longer than any number: what is cut off could not have matched either
        Span<char> buffer = stackalloc char[32];
        var number = buffer[..Math.Min(Compact(typed, buffer), buffer.Length)].ToString();
        return (number, number.Length > 0 && Fault(IdType.HkMacaoPermit, number) is null ? number[..9] : number);
    }

    /// <summary>Checks a number by the rule of its type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="text">The number as sent; full-width forms, lower case, spaces and dashes are taken.</param>
    /// <param name="document">The document, when it is one.</param>
    /// <param name="refusal"><c>id_number_invalid</c> when it is not; says what is wrong and never repeats the number.</param>
    public static bool TryParse(
        IdType type, string? text, [NotNullWhen(true)] out IdDocument? document, [NotNullWhen(false)] out Refusal? refusal)
    {
        var number = Compact(text);
        var fault = number.Length == 0 ? ("it is missing", "缺证件号码") : Fault(type, number);
        document = fault is null ? new IdDocument(type, number) : null;
        refusal = fault is null
            ? null
            : new Refusal(RefusalCode.IdNumberInvalid, "idNumber",
                $"The number does not fit {type.Chinese()} ({type.Code()}): {fault.Value.English}.",
                $"号码不符合{type.Chinese()}的编码规则：{fault.Value.Chinese}。请与证件核对。");
        return fault is null;
    }

    /// <summary>
    /// Writes a number as it is stored, as <see cref="TypedText.Compact(ReadOnlySpan{char}, Span{char})"/> does, with X for what input
    /// methods offer in its place as the last of 18 characters: the Roman ten, the sign of multiplication and the letters of other scripts.
    /// </summary>
    internal static int Compact(ReadOnlySpan<char> text, Span<char> target)
    {
        var length = TypedText.Compact(text, target);
        if (length == Gb11643.Length && length <= target.Length && "×Ⅹ✕✖╳ХΧ".Contains(target[length - 1], StringComparison.Ordinal))
        {
            target[length - 1] = 'X';
        }

        return length;
    }

    /// <summary>The same, however long it is.</summary>
    internal static string Compact(string? text)
    {
        var buffer = new char[text?.Length ?? 0];
        return new string(buffer, 0, Compact(text, buffer));
    }

    /// <summary>Never prints a number.</summary>
    public override string ToString() => nameof(IdDocument);

    private static (string English, string Chinese)? Fault(IdType type, string number) => type switch
    {
        IdType.ResidentId => Gb11643.Explain(number),
        IdType.HkMacaoResidence => Gb11643.Explain(number) ?? RegionFault(number, "810000", "820000"),
        IdType.TaiwanResidence => Gb11643.Explain(number) ?? RegionFault(number, "830000"),
        IdType.ForeignerPermanentResidence => ForeignerFault(number),
        IdType.HkMacaoPermit => number is ['H' or 'M', ..] && number.Length is 9 or 11 && IsDigits(number.AsSpan(1))
            ? null
            : ("it must be H or M and 8 digits, with or without 2 renewal digits", "应为字母 H 或 M 加 8 位数字，可再加 2 位换证次数"),
        IdType.TaiwanPermit => number.Length is 8 or 10 && IsDigits(number)
            ? null
            : ("it must be 8 digits (10 on old permits)", "应为 8 位数字（旧版 10 位）"),
        IdType.Passport => number.Length is >= 5 and <= 18 && number.All(char.IsAsciiLetterOrDigit)
            ? null
            : ("it must be 5 to 18 letters and digits", "应为 5 至 18 位字母和数字"),
    };

    private static (string English, string Chinese)? RegionFault(string number, params ReadOnlySpan<string> regions) =>
        regions.Contains(number[..6])
            ? null
            : ($"it must begin with {string.Join(" or ", regions)}", $"应以 {string.Join(" 或 ", regions)} 开头");

    /// <summary>
    /// The card of 2023 has the form of GB 11643 and begins with 9; the card of 2017 (3 letters, 12 digits) stays in force.
    /// </summary>
    private static (string English, string Chinese)? ForeignerFault(string number) =>
        number.Length == 15 && number.AsSpan(0, 3).IndexOfAnyExceptInRange('A', 'Z') < 0 && IsDigits(number.AsSpan(3))
            ? null
            : number[0] == '9'
                ? Gb11643.Explain(number)
                : ("it must be 18 characters beginning with 9, or 3 letters and 12 digits", "应为以 9 开头的 18 位号码，或 3 位字母加 12 位数字");

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}

/// <summary>A person as the certificate names them.</summary>
/// <param name="Name">Normalised name.</param>
/// <param name="Document">Checked identity document.</param>
public sealed record Holder(PersonName Name, IdDocument Document)
{
    /// <summary>
    /// What tells two holders of one passport number apart, for two countries may share one; empty for every other document.
    /// </summary>
    internal string PassportNameKey => Document.Type == IdType.Passport ? Name.PassportKey : "";

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(Holder);
}

/// <summary>
/// Tells the ID numbers of a file that a spreadsheet rounded to 15 digits and whose check digit fits all the same, as one in twelve does: a
/// row alone looks right and is another person's. Where any other number of the file lost its digits the column was a quantity, and so it
/// was where two or more numbers all end in 000. Of one number in a file of its own nothing can be told. Holds places of rows alone.
/// </summary>
internal sealed class RoundedNumbers
{
    private readonly HashSet<long> _fitting = [];
    private bool _areLost;
    private bool _haveOther;

    /// <summary>Adds a row of the file.</summary>
    /// <param name="row">Its place.</param>
    /// <param name="idNumber">What the column of ID numbers says.</param>
    /// <param name="isLost">True where it is known to have lost digits.</param>
    public void Add(long row, string? idNumber, bool isLost)
    {
        _areLost |= isLost;
        Span<char> buffer = stackalloc char[Gb11643.Length];
        if (isLost || IdDocument.Compact(idNumber, buffer) != Gb11643.Length)
        {
            return;
        }

        if (buffer.EndsWith("000") && Gb11643.Fault(buffer) is null)
        {
            _fitting.Add(row);
        }
        else
        {
            _haveOther = true;
        }
    }

    /// <summary>True for a row whose number was rounded, once all rows were added.</summary>
    public bool Has(long row) => (_areLost || (_fitting.Count > 1 && !_haveOther)) && _fitting.Contains(row);
}
