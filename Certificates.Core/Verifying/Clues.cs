using Certificates.Core.Coding;
using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Verifying;

/// <summary>
/// What a question knows of a certificate, ready to compare. Whatever was given must fit; a name that cannot be one fits
/// nothing, at the same cost as a wrong one.
/// </summary>
internal sealed class Clues
{
    private readonly bool _hasName;

    private Clues(CertificateNumber? number, bool hasName, string? nameKey, TypedHolderKeys? holder) =>
        (Number, _hasName, NameKey, Holder) = (number, hasName, nameKey, holder);

    /// <summary>The number; null when none was given.</summary>
    public CertificateNumber? Number { get; }

    /// <summary>What the name is compared by; null when none was given, or none that can be one.</summary>
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

        var nameKey = PersonName.TryParse(question.Name, out var name, out _) ? name.ComparisonKey : null;
        return new Clues(number, question.HasName, nameKey, question.HasIdNumber ? keys.OfTyped(question.IdNumber!) : null);
    }

    /// <summary>True when name and ID number, as far as given, are the version's.</summary>
    public bool Fit(VersionRecord version) =>
        (!_hasName || version.NameKey == NameKey) && Holder?.IsOf(version.IdType, version.HolderKey) != false;
}
