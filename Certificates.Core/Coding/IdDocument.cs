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
        var number = buffer[..Math.Min(TypedText.Compact(typed, buffer), buffer.Length)].ToString();
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
        var number = TypedText.Compact(text);
        var fault = number.Length == 0 ? "it is missing" : Fault(type, number);
        document = fault is null ? new IdDocument(type, number) : null;
        refusal = fault is null
            ? null
            : new Refusal(RefusalCode.IdNumberInvalid, "idNumber",
                $"The number does not fit {type.Chinese()} ({type.Code()}): {fault}.",
                $"号码不符合{type.Chinese()}的编码规则，请与证件核对。");
        return fault is null;
    }

    /// <summary>Never prints a number.</summary>
    public override string ToString() => nameof(IdDocument);

    private static string? Fault(IdType type, string number) => type switch
    {
        IdType.ResidentId => Gb11643.Fault(number),
        IdType.HkMacaoResidence => Gb11643.Fault(number) ?? RegionFault(number, "810000", "820000"),
        IdType.TaiwanResidence => Gb11643.Fault(number) ?? RegionFault(number, "830000"),
        IdType.ForeignerPermanentResidence => ForeignerFault(number),
        IdType.HkMacaoPermit => number is ['H' or 'M', ..] && number.Length is 9 or 11 && IsDigits(number.AsSpan(1))
            ? null
            : "it must be H or M and 8 digits, with or without 2 renewal digits",
        IdType.TaiwanPermit => number.Length is 8 or 10 && IsDigits(number) ? null : "it must be 8 digits (10 on old permits)",
        IdType.Passport => number.Length is >= 5 and <= 18 && number.All(char.IsAsciiLetterOrDigit)
            ? null
            : "it must be 5 to 18 letters and digits",
    };

    private static string? RegionFault(string number, params ReadOnlySpan<string> regions) =>
        regions.Contains(number[..6]) ? null : $"it must begin with {string.Join(" or ", regions)}";

    /// <summary>
    /// The card of 2023 has the form of GB 11643 and begins with 9; the card of 2017 (3 letters, 12 digits) stays in force.
    /// </summary>
    private static string? ForeignerFault(string number) =>
        number.Length == 15 && number.AsSpan(0, 3).IndexOfAnyExceptInRange('A', 'Z') < 0 && IsDigits(number.AsSpan(3))
            ? null
            : number[0] == '9'
                ? Gb11643.Fault(number)
                : "it must be 18 characters beginning with 9, or 3 letters and 12 digits";

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
