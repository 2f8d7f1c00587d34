using Certificates.Core.Verifying;

namespace Certificates.Verify.Lookup;

/// <summary>The form by which the page of an answer takes the fact that was not compared, so that nobody begins anew.</summary>
/// <param name="Address">Where it is sent.</param>
/// <param name="Missing">The field it asks for: number, name or idNumber.</param>
/// <param name="Given">The other fields, as they were given.</param>
/// <param name="Value">What was typed for the missing one; null when nothing was.</param>
public sealed record Completion(
    string Address, string Missing, IReadOnlyList<(string Name, string? Value)> Given, string? Value = null)
{
    /// <summary>The form for a question about one certificate that two facts found in force; else null.</summary>
    internal static Completion? Of(Question question, IReadOnlyList<Verdict> verdicts)
    {
        if (verdicts is not [{ Kind: VerdictKind.Valid, IsIdNumberWithheld: false } only]
            || (only.Compared.Rest() & Facts.AllThree).Codes() is not [var missing, ..])
        {
            return null;
        }

        return new Completion("/", missing, [.. FieldsOf(question).Where(field => field.Name != missing)]);
    }

    /// <summary>The form for a printed QR code that is in force, or whose ID number was typed and not found.</summary>
    internal static Completion? OfToken(string token, string? idNumber, Verdict verdict) =>
        verdict is { Kind: VerdictKind.Valid, IsIdNumberWithheld: false, Compared: not (Facts.AllThree or Facts.All) }
            || (verdict.Kind == VerdictKind.NotFound && !string.IsNullOrWhiteSpace(idNumber))
            ? new Completion(AddressOf(token), "idNumber", [], idNumber)
            : null;

    /// <summary>The address of a printed QR code.</summary>
    internal static string AddressOf(string token) => $"/q/{Uri.EscapeDataString(token)}";

    /// <summary>A question as the fields of a form.</summary>
    internal static IReadOnlyList<(string Name, string? Value)> FieldsOf(Question question) =>
    [
        ("number", question.Number), ("name", question.Name), ("idNumber", question.IdNumber),
        .. string.IsNullOrWhiteSpace(question.IssuedBy) ? Array.Empty<(string, string?)>() : [("issuedBy", question.IssuedBy)],
    ];

    /// <summary>Never prints what was typed.</summary>
    public override string ToString() => nameof(Completion);
}
