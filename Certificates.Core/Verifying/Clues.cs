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
    private readonly string? _name;

    private Clues(CertificateNumber? number, PrintedNumber? printed, string? name, TypedHolderKeys? holder) =>
        (Number, Printed, _name, Holder) = (number, printed, name, holder);

    /// <summary>The number, when one of this system was given.</summary>
    public CertificateNumber? Number { get; }

    /// <summary>The number, when one of a certificate issued before this system was given.</summary>
    public PrintedNumber? Printed { get; }

    /// <summary>Either of them, as it is looked up and counted; null when none was given.</summary>
    public string? AnyNumber => Number?.Value ?? Printed?.Key;

    /// <summary>Either of them, as an answer repeats it.</summary>
    public string? Asked => Number?.Value ?? Printed?.Value;

    /// <summary>The number, when letters typed in it were read as the digits they look like; else null.</summary>
    public string? ReadAs { get; private init; }

    /// <summary>What the name is compared by; null when none was given.</summary>
    public string? NameKey => _name is null ? null : field ??= PersonName.LookUpKey(_name);

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

        var isOurs = CertificateNumber.TryParse(question.Number, out var number, out var refusal) && !number.IsEarlier;
        var isMended = isOurs && number!.IsMendedFrom(question.Number);
        isOurs &= !isMended || CodingRules.Recognise(question.Number) is null;
        var printed = default(PrintedNumber);
        if (question.HasNumber && !isOurs && !PrintedNumber.TryParse(question.Number, out printed, out var invalid))
        {
            return refusal ?? invalid with { Code = RefusalCode.NumberMistyped };
        }

        return new Clues(
            isOurs ? number : null,
            printed,
            question.HasName ? question.Name : null,
            question.HasIdNumber ? keys.OfTyped(question.IdNumber!) : null)
        {
            ReadAs = isOurs && isMended ? number!.Value : null,
        };
    }

    /// <summary>True when name and ID number, as far as given, are the version's.</summary>
    public bool Fit(VersionRecord version) =>
        (_name is null || _name == version.Name || PersonName.LookUpKey(version.Name) == NameKey)
        && Holder?.IsOf(version.IdType, version.HolderKey) != false;
}
