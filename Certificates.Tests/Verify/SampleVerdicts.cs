using Certificates.Core;
using Certificates.Core.Coding;
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
        ["valid"] = new() { Kind = VerdictKind.Valid, Certificate = Certificate, Asked = Number, AsOf = AsOf },
        ["training"] = new() { Kind = VerdictKind.Valid, Certificate = Certificate with { Kind = CertificateKind.Training }, Asked = Number, AsOf = AsOf },
        ["imported"] = new() { Kind = VerdictKind.Valid, Certificate = Certificate with { IsImported = true }, Asked = Number, AsOf = AsOf },
        ["suspended"] = NotValid("suspended") with { StatusChangedOn = Changed },
        ["superseded"] = NotValid("superseded") with { CurrentVersion = 2, CurrentVersionIssuedOn = Changed },
        ["revoked"] = NotValid("revoked") with { StatusChangedOn = Changed, Category = "forged_papers" },
        ["cancelled"] = NotValid("cancelled") with { StatusChangedOn = Changed },
        ["altered"] = NotValid("altered") with { File = new FileFindings("different", "invalid", "found") },
        ["unsigned"] = NotValid("unsigned") with { Certificate = null, File = new FileFindings("unknown", "none", "not_found") },
        ["forged"] = NotValid("forged") with { Certificate = null, Asked = null },
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

    private static Verdict NotValid(string reason) =>
        new() { Kind = VerdictKind.NotValid, Reasons = [reason], Certificate = Certificate, Asked = Number, AsOf = AsOf };
}
