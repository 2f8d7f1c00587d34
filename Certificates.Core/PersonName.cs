using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Certificates.Core;

/// <summary>A person's name, normalised for print and for comparison. <see cref="TryParse"/> is the only way in.</summary>
public sealed record PersonName
{
    private PersonName(string value) => Value = value;

    /// <summary>The name as printed: NFC with compatibility ideographs left alone, separator U+00B7.</summary>
    public string Value { get; }

    /// <summary>What two spellings of one name have in common; for comparing and searching only, never shown.</summary>
    public string ComparisonKey => Value.ToUpperInvariant();

    /// <summary>Reads a name as sent.</summary>
    /// <param name="text">As sent.</param>
    /// <param name="name">The name, when it is one.</param>
    /// <param name="refusal"><c>name_missing</c>, <c>name_invalid</c> or <c>name_too_long</c>.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out PersonName? name, [NotNullWhen(false)] out Refusal? refusal)
    {
        var value = (text ?? "").Trim().Normalize(NormalizationForm.FormC);
        name = value.Length == 0 ? null : new PersonName(value);
        refusal = name is null ? new Refusal("name_missing", "name", "Give the name.") : null;
        return name is not null;
    }

    /// <summary>Never prints a name.</summary>
    public override string ToString() => nameof(PersonName);
}
