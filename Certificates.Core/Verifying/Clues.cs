using Certificates.Core.Coding;
using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Verifying;

/// <summary>
/// What a question knows of a certificate, ready to compare. Whatever was given must fit; the name on record is folded with each
/// question, whatever rule it came in by.
/// </summary>
internal sealed class Clues
{
    private Clues(CertificateNumber? number, string? nameKey, TypedHolderKeys? holder) =>
        (Number, NameKey, Holder) = (number, nameKey, holder);

    /// <summary>The number; null when none was given.</summary>
    public CertificateNumber? Number { get; }

    /// <summary>The number, when letters typed in it were read as the digits they look like; else null.</summary>
    public string? ReadAs { get; private init; }

    /// <summary>What the name is compared by; null when none was given.</summary>
    public string? NameKey { get; }

    /// <summary>What the ID number is looked up by; null when none was given.</summary>
    public TypedHolderKeys? Holder { get; }

    /// <summary>Reads a question: <c>two_of_three_required</c> or <c>number_mistyped</c>, both without a look-up.</summary>
    public static Result<Clues> Read(Question question, HolderKeys keys)
    {
        if (!question.HasTwo)
        {
            return new Refusal(
                RefusalCode.TwoOfThreeRequired,
                question.HasNumber ? "name" : "number",
                "Give two of the three: certificate number, name, ID number. One alone finds nothing.");
        }

        CertificateNumber? number = null;
        if (question.HasNumber && !CertificateNumber.TryParse(question.Number, out number, out var refusal))
        {
            return refusal;
        }

        var nameKey = question.HasName ? PersonName.LookUpKey(question.Name) : null;
        return new Clues(number, nameKey, question.HasIdNumber ? keys.OfTyped(question.IdNumber!) : null)
        {
            ReadAs = number?.IsMendedFrom(question.Number) == true ? number.Value : null,
        };
    }

    /// <summary>True when name and ID number, as far as given, are the version's.</summary>
    public bool Fit(VersionRecord version) =>
        (NameKey is null || PersonName.LookUpKey(version.Name) == NameKey) && Holder?.IsOf(version.IdType, version.HolderKey) != false;
}
