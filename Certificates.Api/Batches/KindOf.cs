using System.Diagnostics.CodeAnalysis;
using Certificates.Core;
using Certificates.Core.Intake;
using Certificates.Core.Reports;

namespace Certificates.Api.Batches;

/// <summary>The query parameter <c>kind</c> of what is sent in.</summary>
internal static class KindOf
{
    /// <summary>Reads it; without it, it is the grade.</summary>
    public static bool TryRead(string? kind, out CertificateKind read, [NotNullWhen(false)] out Refusal? refusal)
    {
        read = CertificateKind.Grade;
        var isKnown = kind is null || CertificateKinds.TryParse(kind, out read);
        refusal = isKnown ? null : new Refusal(
            RefusalCode.KindUnknown,
            "kind",
            $"kind is one of {string.Join(", ", Enum.GetValues<CertificateKind>().Select(each => each.Code()))}.",
            $"kind 应为以下之一：{string.Join("、", Enum.GetValues<CertificateKind>().Select(each => each.Code()))}。");
        return isKnown;
    }
}
