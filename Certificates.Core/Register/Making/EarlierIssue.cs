using Certificates.Core.Coding;

namespace Certificates.Core.Register.Making;

/// <summary>The number and the day a certificate got before this system.</summary>
/// <param name="Number">Its number, of the rule for earlier ones.</param>
/// <param name="IssuedOn">发证日期.</param>
public sealed record EarlierIssue(CertificateNumber Number, DateOnly IssuedOn);
