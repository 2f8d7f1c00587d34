using Certificates.Core.Coding;
using Certificates.Core.Signing.Revocation;

namespace Certificates.Core.Register.Making;

/// <summary>
/// Signs and checks one certificate of each kind, and one of each institution with a key of its own, as every row's will be, and throws
/// it away: what would keep each row from being issued (keys that do not go together, certificates that do not fit, fonts) stops the start
/// instead. It has a number that nobody gets.
/// </summary>
public sealed class TrialCertificate
{
    private const string Nobody = "试签";
    private readonly CertificateMaker _maker;
    private readonly OwnWorkCheck _check;
    private readonly TimeProvider _clock;

    internal TrialCertificate(CertificateMaker maker, OwnWorkCheck check, TimeProvider clock) =>
        (_maker, _check, _clock) = (maker, check, clock);

    /// <summary>Makes them; run once the keys are published.</summary>
    /// <exception cref="TrialFailedException">One could not be made, or is not what it should be.</exception>
    public void Require()
    {
        try
        {
            foreach (var kind in Enum.GetValues<CertificateKind>())
            {
                Make(Of(kind, "9999", _clock.Today()));
            }

            foreach (var institution in _maker.InstitutionsWithKeys)
            {
                Make(Of(CertificateKind.Grade, institution, _clock.Today()));
            }
        }
        catch (Exception fault)
        {
            throw new TrialFailedException(fault);
        }
    }

    private void Make(Certificate certificate)
    {
        try
        {
            using var signed = _maker.Sign(certificate, photo: null);
            _check.Require(signed, certificate);
        }
        catch (RevocationException)
        {
            // An outage, which ends without a restart: rows wait for it, and health says so.
        }
    }

    private static Certificate Of(CertificateKind kind, string institution, DateOnly today)
    {
        var number = CertificateNumber.Create(kind, institution, "11", "01", "04", today.Year, Grade.Senior, 9_999_999);
        return new Certificate
        {
            Number = number,
            Version = 1,
            Holder = Holder(),
            OccupationCode = "2-02-38-01",
            Occupation = new BilingualName(Nobody, "Trial"),
            Direction = null,
            Grade = Grade.Senior,
            Institution = new BilingualName(Nobody, "Trial"),
            AssessedOn = today,
            IssuedOn = today,
            LicenceIdentifier = LicenceIdentifier.Create(LicenceIdentifier.DemonstrationType, "000000", number.Value, version: 1).Value,
        };
    }

    private static Holder Holder() =>
        PersonName.TryParse(Nobody, out var name, out _) && IdDocument.TryParse(IdType.Passport, "TRIAL0000", out var document, out _)
            ? new Holder(name, document)
            : throw new InvalidOperationException("The trial's holder cannot be read.");
}

/// <summary>Nothing could be issued as the service is set up: it does not start.</summary>
public sealed class TrialFailedException : InvalidOperationException
{
    internal TrialFailedException(Exception fault)
        : base(
            $"A trial certificate could not be signed and checked, so no row could be issued: {fault.Message} "
            + "Look at Signing:Pdf:File and Signing:Qr:File.",
            fault)
    {
    }
}
