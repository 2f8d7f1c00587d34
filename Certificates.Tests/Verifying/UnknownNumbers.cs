using Certificates.Core;
using Certificates.Core.Coding;

namespace Certificates.Tests.Verifying;

/// <summary>Well-formed certificate numbers that no test issues.</summary>
internal static class UnknownNumbers
{
    public static string Of(int i) =>
        CertificateNumber.Create(CertificateKind.Grade, "0001", "11", "01", "04", 2026, Grade.Junior, 5_000_000 + i).Value;
}
