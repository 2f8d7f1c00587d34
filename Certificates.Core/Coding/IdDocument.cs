using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Coding;

/// <summary>
/// An identity document whose number passed the check of its type. <see cref="TryParse"/> is the only way in.
/// </summary>
public sealed record IdDocument
{
    private IdDocument(IdType type, string number) => (Type, Number) = (type, number);

    /// <summary>What it is.</summary>
    public IdType Type { get; }

    /// <summary>Its number, upper case, half-width, without spaces.</summary>
    public string Number { get; }

    /// <summary>What a holder is looked up by: the number without type; permits their first 9 characters, which are for life.</summary>
    public string LookUpText => Type == IdType.HkMacaoPermit ? Number[..9] : Number;

    /// <summary>Checks a number by the rule of its type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="text">The number as sent.</param>
    /// <param name="document">The document, when it is one.</param>
    /// <param name="refusal"><c>id_number_invalid</c> when it is not.</param>
    public static bool TryParse(
        IdType type, string? text, [NotNullWhen(true)] out IdDocument? document, [NotNullWhen(false)] out Refusal? refusal)
    {
        var number = (text ?? "").Trim().ToUpperInvariant();
        document = number.Length >= 5 ? new IdDocument(type, number) : null;
        refusal = document is null ? new Refusal("id_number_invalid", "idNumber", "The number does not fit its type.") : null;
        return document is not null;
    }

    /// <summary>Never prints a number.</summary>
    public override string ToString() => nameof(IdDocument);
}
