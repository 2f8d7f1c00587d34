using Certificates.Core.Coding;
using Certificates.Core.Register.Making.Lints;

namespace Certificates.Core.Register.Making;

/// <summary>
/// A draft that passed every lint, to be redeemed once: there is no other way from a draft to a certificate, so nothing
/// unlinted can be numbered or signed, and nothing twice.
/// </summary>
internal sealed class PreparedCertificate
{
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
    /// <param name="licenceType">证照类型代码, 21 characters.</param>
    /// <exception cref="InvalidOperationException">It was redeemed before.</exception>
    public Certificate Redeem(int serial, DateOnly issuedOn, string licenceType) =>
        Redeem(Draft.Number(issuedOn.Year, serial), issuedOn, licenceType);

    /// <summary>Makes the certificate with the number and the day it got before this system.</summary>
    /// <param name="licenceType">证照类型代码, 21 characters.</param>
    /// <exception cref="InvalidOperationException">It was redeemed before, or it is none of those.</exception>
    public Certificate RedeemEarlier(string licenceType) => Draft.Earlier is { } earlier
        ? Redeem(earlier.Number, earlier.IssuedOn, licenceType)
        : throw new InvalidOperationException("A certificate that was not issued yet has no earlier number.");

    private Certificate Redeem(CertificateNumber number, DateOnly issuedOn, string licenceType)
    {
        if (Interlocked.Exchange(ref _redeemed, 1) != 0)
        {
            throw new InvalidOperationException("A prepared certificate was redeemed twice.");
        }

        return new Certificate
        {
            Number = number,
            Version = 1,
            Holder = Draft.Holder,
            OccupationCode = Draft.Occupation.Code,
            Occupation = new BilingualName(Draft.Occupation.Name, Draft.Occupation.EnglishName),
            Direction = Draft.Direction?.Name,
            Grade = Draft.Grade,
            Institution = new BilingualName(Draft.Institution.Name, Draft.Institution.EnglishName),
            AssessedOn = Draft.AssessedOn,
            IssuedOn = issuedOn,
            LicenceIdentifier = LicenceIdentifier.Create(licenceType, Draft.Institution.CreditCode, number.Value, version: 1).Value,
        };
    }
}
