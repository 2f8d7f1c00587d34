using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Register.Making.Lints;

namespace Certificates.Core.Register.Making;

/// <summary>
/// A draft that passed every lint, to be redeemed once: there is no other way from a draft to a certificate, so nothing
/// unlinted can be numbered or signed, and nothing twice.
/// </summary>
internal sealed class PreparedCertificate
{
    private const string SpecimenNumber = "样张 SPECIMEN", SpecimenIdentifier = "预览样张，未签发 · Preview, not issued";
    private int _redeemed;

    private PreparedCertificate(CertificateDraft draft) => Draft = draft;

    public CertificateDraft Draft { get; }

    /// <summary>Lints a draft.</summary>
    /// <returns>The token, or the refusal of the first rule that the draft breaks.</returns>
    public static Result<PreparedCertificate> Prepare(CertificateDraft draft, IEnumerable<ICertificateLint> lints)
    {
        foreach (var lint in lints)
        {
            if (lint.Check(draft) is { } refusal)
            {
                return refusal;
            }
        }

        return new PreparedCertificate(draft);
    }

    /// <summary>The same draft to be redeemed anew: for when what the first was redeemed for was rolled back.</summary>
    public PreparedCertificate Again() => new(Draft);

    /// <summary>Makes the certificate with its number. Year, day of issue and serial belong to one instant.</summary>
    /// <param name="serial">1–9,999,999.</param>
    /// <param name="issuedOn">The day of that instant, China Standard Time.</param>
    /// <param name="licenceType">证照类型代码, 21 characters; empty where none was assigned.</param>
    /// <exception cref="InvalidOperationException">It was redeemed before.</exception>
    public Certificate Redeem(int serial, DateOnly issuedOn, string licenceType) =>
        Redeem(Draft.Number(issuedOn.Year, serial), issuedOn, licenceType);

    /// <summary>Makes the certificate with the number and the day it got before this system.</summary>
    /// <param name="licenceType">证照类型代码, 21 characters; empty where none was assigned.</param>
    /// <exception cref="InvalidOperationException">It was redeemed before, or it is none of those.</exception>
    /// <param name="number">The number the register knows it by.</param>
    public Certificate RedeemEarlier(string licenceType, CertificateNumber number) => Draft.Earlier is { } earlier
        ? Redeem(number, earlier.IssuedOn, licenceType)
        : throw new InvalidOperationException("A certificate that was not issued yet has no earlier number.");

    /// <summary>
    /// What it would print if it were issued today: words stand where number and identifier will, for none is taken. It can be made as
    /// often as wanted, and is never signed.
    /// </summary>
    public Certificate AsSpecimen() => Of(CertificateNumber.OfRecord(SpecimenNumber), Draft.Today, SpecimenIdentifier);

    private Certificate Redeem(CertificateNumber number, DateOnly issuedOn, string licenceType)
    {
        if (Interlocked.Exchange(ref _redeemed, 1) != 0)
        {
            throw new InvalidOperationException("A prepared certificate was redeemed twice.");
        }

        var identifier = LicenceIdentifier.Kept(licenceType, Draft.Institution.CreditCode, number.Value, version: 1);
        return Of(number, issuedOn, identifier);
    }

    private Certificate Of(CertificateNumber number, DateOnly issuedOn, string identifier) => new()
    {
        Number = number,
        Version = 1,
        Holder = Draft.Holder,
        OccupationCode = Draft.Occupation.Code,
        Occupation = new BilingualName(Draft.Occupation.Name, Draft.Occupation.EnglishName),
        Direction = Draft.Direction?.Name,
        DirectionEnglish = Draft.Direction?.EnglishName ?? "",
        Course = Draft.Course,
        Grade = Draft.Grade,
        Institution = new BilingualName(Draft.Institution.Name, Draft.Institution.EnglishName),
        AssessedOn = Draft.AssessedOn,
        IssuedOn = issuedOn,
        LicenceIdentifier = identifier,
    };
}

/// <summary>All of a certificate but its number and its day of issue, which cost something and are given last.</summary>
internal sealed record CertificateDraft
{
    public required CertificateKind Kind { get; init; }

    /// <summary>The institution as it stood on the assessment date.</summary>
    public required Institution Institution { get; init; }

    public required Holder Holder { get; init; }

    public required Occupation Occupation { get; init; }

    public required Direction? Direction { get; init; }

    public required Grade Grade { get; init; }

    /// <summary>The course a training certificate names; null for other kinds.</summary>
    public Course? Course { get; init; }

    public required DateOnly AssessedOn { get; init; }

    /// <summary>The training certificate it rests on; null when none was named.</summary>
    public TrainingNumber? RestsOn { get; init; }

    /// <summary>What it has already, when it was issued before this system; null for one to be issued.</summary>
    public EarlierIssue? Earlier { get; init; }

    /// <summary>The day it would be issued, China Standard Time.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Every text that is drawn, to be checked before it is.</summary>
    public IEnumerable<string> PrintedTexts =>
    [
        Holder.Name.Value, Holder.Document.Number, Occupation.Name, Occupation.EnglishName, Direction?.Name ?? "",
        Direction?.EnglishName ?? "", Institution.Name, Institution.EnglishName,
    ];

    /// <summary>The number such a certificate gets for a serial of this year.</summary>
    public CertificateNumber Number(int year, int serial) => CertificateNumber.Create(
        Kind, Institution.Code, Institution.ProvinceCode, Occupation.Number, Direction?.Number ?? "00", year, Grade, serial);
}

/// <summary>The number and the day a certificate got before this system.</summary>
/// <param name="Number">Its number, as printed.</param>
/// <param name="IssuedOn">发证日期.</param>
public sealed record EarlierIssue(PrintedNumber Number, DateOnly IssuedOn)
{
    /// <summary>The numbers the register may know it by.</summary>
    internal IEnumerable<string> Known(long institutionId) =>
        new[] { Number.Plain, Number.Derived(institutionId) }.OfType<CertificateNumber>().Select(number => number.Value);

    /// <summary>The one it is known by: its own, unless that is another institution's.</summary>
    /// <param name="named">The certificates that have one of the <see cref="Known"/> numbers.</param>
    /// <param name="institutionId">Whose certificate it is.</param>
    internal CertificateNumber NumberAmong(IReadOnlyDictionary<string, Standing> named, long institutionId) =>
        Number.Plain is { } plain && (!named.TryGetValue(plain.Value, out var holder) || holder.InstitutionId == institutionId)
            ? plain
            : Number.Derived(institutionId);
}
