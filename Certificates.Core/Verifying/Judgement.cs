using Certificates.Core.Coding;
using Certificates.Core.Register;

namespace Certificates.Core.Verifying;

/// <summary>Turns what the register holds of one certificate into a verdict.</summary>
internal static class Judgement
{
    /// <summary>
    /// The verdict on the version that is meant; null when none is, which tells nothing of the others. Of a certificate about which the
    /// register must not be believed it cannot be said whether one is: "unavailable".
    /// </summary>
    /// <param name="versions">Every version of one certificate, oldest first.</param>
    /// <param name="isMeant">True for a version that fits all that was asked; of several the latest counts.</param>
    /// <param name="asOf">When the register was read.</param>
    /// <param name="compared">What a version that is meant agrees in.</param>
    public static Verdict? Of(
        IEnumerable<VersionRecord> versions, Func<VersionRecord, bool> isMeant, DateTimeOffset? asOf, Facts compared = Facts.None)
    {
        var (meant, current) = (default(VersionRecord), default(VersionRecord));
        foreach (var version in versions)
        {
            if (version.IsDoubted)
            {
                return Unavailable(null);
            }

            if (version.IsPublic)
            {
                (meant, current) = (isMeant(version) ? version : meant, version);
            }
        }

        return meant is null ? null : Of(meant, current!, asOf, compared);
    }

    /// <summary>What is said of whatever the register does not know, or knows otherwise.</summary>
    public static Verdict NotFound(string? asked, DateTimeOffset? asOf) =>
        new() { Kind = VerdictKind.NotFound, Asked = asked, AsOf = asOf };

    /// <summary>What is said of the number of another scheme, which is looked up elsewhere; null for any other text.</summary>
    public static Verdict? Elsewhere(string? number, DateTimeOffset? asOf) =>
        CodingRules.Recognise(number) is { Rule: { LookUpAt: { } lookUpAt } rule, Number: var sister }
            ? NotFound(sister, asOf) with { OtherScheme = new OtherScheme(rule.Id, rule.Name, lookUpAt) }
            : null;

    /// <summary>What is said when the register cannot be asked.</summary>
    public static Verdict Unavailable(string? asked) => new() { Kind = VerdictKind.Unavailable, Asked = asked };

    private static Verdict Of(VersionRecord meant, VersionRecord current, DateTimeOffset? asOf, Facts compared)
    {
        var isSuperseded = meant.Version < current.Version;
        string[] reasons = [.. ReasonOf(meant.Status), .. isSuperseded ? ["superseded"] : Array.Empty<string>()];
        return new Verdict
        {
            Kind = reasons.Length == 0 ? VerdictKind.Valid : VerdictKind.NotValid,
            Reasons = reasons,
            Certificate = PublicFacts(meant),

            // the status of a valid certificate did not change when a version of it was superseded
            StatusChangedOn = isSuperseded && reasons.Length == 1 ? null : ChinaTime.DayOf(meant.StatusChangedAt),

            // what was looked into and lifted is no longer held against anybody
            Category = meant.Status == CertificateStatus.Valid ? null : meant.StatusCategory,
            CurrentVersion = isSuperseded ? (int)current.Version : null,
            CurrentVersionIssuedOn = isSuperseded ? ChinaTime.DayOf(current.CompletedAt!.Value) : null,
            Compared = compared,
            Asked = meant.PrintedNumber ?? meant.Number,
            AsOf = asOf,
        };
    }

    private static string[] ReasonOf(CertificateStatus status) => status switch
    {
        CertificateStatus.Valid => [],
        CertificateStatus.Suspended => ["suspended"],
        CertificateStatus.Revoked => ["revoked"],
        CertificateStatus.Cancelled => ["cancelled"],
        CertificateStatus.Reserved => throw new InvalidOperationException("A reserved certificate was read for the public."),
    };

    private static VerifiedCertificate PublicFacts(VersionRecord version) => new(
        version.Number,
        (int)version.Version,
        version.Name,
        version.OccupationCode,
        new BilingualName(version.OccupationName, version.OccupationEnglishName),
        version.DirectionName,
        version.Grade,
        version.InstitutionCode,
        new BilingualName(version.InstitutionName, version.InstitutionEnglishName),
        version.IssuedOn,
        version.PublicIdentifier)
    {
        Kind = version.Kind,
        IsImported = version.Origin == CertificateOrigin.Imported,
        PrintedNumber = version.PrintedNumber,
        DirectionEnglish = version.DirectionEnglishName ?? "",
        Course = version.Course,
        CompletedOn = version.Course is null ? null : version.AssessedOn,
    };
}
