using Certificates.Core.Verifying;

namespace Certificates.Verify.Lookup;

/// <summary>A question as programs send it: any two of the three.</summary>
/// <param name="Number">证书编号, in any case, with or without spaces.</param>
/// <param name="Name">姓名, as on the certificate.</param>
/// <param name="IdNumber">证件号码, as on the identity document.</param>
internal sealed record VerificationRequest(string? Number = null, string? Name = null, string? IdNumber = null)
{
    public Question ToQuestion() => new(Number, Name, IdNumber);
}
