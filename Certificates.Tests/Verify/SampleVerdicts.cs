using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Copies;
using Certificates.Core.Verifying;

namespace Certificates.Tests.Verify;

/// <summary>One verdict of each kind there is.</summary>
internal static class SampleVerdicts
{
    public const string Number = "Z00011101042610000123J";

    public static readonly DateTimeOffset AsOf = new(2026, 11, 23, 16, 30, 5, 42, TimeSpan.Zero);

    private static readonly DateOnly Changed = new(2026, 11, 20);

    private static readonly VerifiedCertificate Certificate = new(
        Number,
        1,
        "王𬭎",
        "2-02-38-01",
        new BilingualName("人工智能工程技术人员", "Artificial Intelligence Engineering Technician"),
        null,
        Grade.Senior,
        "0001",
        new BilingualName("北京示范评价中心", "Beijing Demonstration Assessment Centre"),
        new DateOnly(2026, 3, 1),
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U");

    public static readonly IReadOnlyDictionary<string, Verdict> All = new Dictionary<string, Verdict>(StringComparer.Ordinal)
    {
        ["valid"] = Valid(Certificate),
        ["complete"] = Valid(Certificate) with { Compared = Facts.AllThree },
        ["file"] = Valid(Certificate) with { Compared = Facts.All, File = new FileFindings("same", "valid", "found") },
        ["withheld"] = Valid(Certificate) with { IsIdNumberWithheld = true },
        ["training"] = Valid(Certificate with { Kind = CertificateKind.Training }),
        ["imported"] = Valid(Certificate with { Number = "SF2021000123", IsImported = true, LicenceIdentifier = null }),
        ["imported_printed"] = Valid(Certificate with
        {
            Number = "SF2021000123",
            IsImported = true,
            LicenceIdentifier = null,
            PrintedNumber = "SF-2021-000123",
        }),
        ["suspended"] = NotValid("suspended") with { StatusChangedOn = Changed },
        ["superseded"] = NotValid("superseded") with { CurrentVersion = 2, CurrentVersionIssuedOn = Changed },
        ["revoked"] = NotValid("revoked") with { StatusChangedOn = Changed, Category = "forged_papers" },
        ["cancelled"] = NotValid("cancelled") with { StatusChangedOn = Changed },
        ["altered"] = NotValid("altered") with { Compared = Facts.None, File = new FileFindings("different", "invalid", "found") },
        ["copied"] = NotValid("altered") with
        {
            Reasons = ["altered", "copied_from"],
            Compared = Facts.None,
            File = new FileFindings("different", "invalid", "found"),
        },
        ["copy"] = NotValid("copy") with
        {
            Compared = Facts.None,
            File = new FileFindings("same", "valid", "found"),
            Copy = new CopyFindings(CopyPurpose.Job, "应聘某公司", new DateOnly(2026, 12, 31)),
        },
        ["copy_ended"] = NotValid("copy_ended") with
        {
            Reasons = ["copy_ended", "copy"],
            Certificate = null,
            Asked = null,
            Compared = Facts.None,
            File = new FileFindings("unknown", "valid", "not_found"),
        },
        ["foreign"] = NotValid("foreign") with
        {
            Certificate = null,
            Asked = null,
            Compared = Facts.None,
            File = new FileFindings("unknown", "foreign", "not_found"),
        },
        ["unsigned"] = NotValid("unsigned") with { Certificate = null, Compared = Facts.None, File = new FileFindings("unknown", "none", "not_found") },
        ["forged"] = NotValid("forged") with { Certificate = null, Asked = null, Compared = Facts.None },
        ["not_found"] = new() { Kind = VerdictKind.NotFound, Asked = Number, AsOf = AsOf },
        ["other_scheme"] = new()
        {
            Kind = VerdictKind.NotFound,
            Asked = "S000044010003224000123",
            AsOf = AsOf,
            OtherScheme = new OtherScheme("JN-2019", "职业技能等级证书", "http://zscx.osta.org.cn"),
        },
        ["unavailable"] = new() { Kind = VerdictKind.Unavailable, Asked = Number },
    };

    private static Verdict Valid(VerifiedCertificate certificate) => new()
    {
        Kind = VerdictKind.Valid,
        Certificate = certificate,
        Compared = Facts.Number | Facts.Name,
        Asked = certificate.Number,
        AsOf = AsOf,
    };

    private static Verdict NotValid(string reason) => new()
    {
        Kind = VerdictKind.NotValid,
        Reasons = [reason],
        Certificate = Certificate,
        Compared = Facts.Number | Facts.Name,
        Asked = Number,
        AsOf = AsOf,
    };
}
