namespace Certificates.Core.Verifying;

/// <summary>
/// A number printed before this system that, with all else that was given, fits certificates of several institutions: the paper is one of
/// them, so nothing is said of any before it is said whose it is.
/// </summary>
internal static class SharedNumber
{
    /// <summary>The verdict on the certificate that is meant; or <c>institution_required</c>.</summary>
    /// <param name="fitting">One verdict a certificate, each of an institution of its own.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="notFound">What is said when none fits.</param>
    public static Result<Verdict> Settle(IReadOnlyList<Verdict> fitting, Question question, Verdict notFound)
    {
        // Of a certificate that nothing is said of it is not known whether it fits: one that does comes first.
        if (fitting.Any(verdict => verdict.Kind == VerdictKind.Unavailable))
        {
            var sure = fitting.Where(verdict => verdict.Kind != VerdictKind.Unavailable).ToList();
            fitting = sure.Count > 0 ? sure : [Judgement.Unavailable(notFound.Asked)];
        }

        if (fitting.Count > 1 && TypedText.IsSeen(question.IssuedBy))
        {
            var said = Folded(question.IssuedBy);
            fitting = fitting.Where(verdict => Names(verdict.Certificate!).Contains(said, StringComparer.Ordinal)).ToList() is [var meant]
                ? [meant]
                : fitting;
        }

        return fitting.Count > 1 ? AskedFor([.. fitting.Select(verdict => verdict.Certificate!)])
            : fitting is [var only] ? only : notFound;
    }

    private static Refusal AskedFor(IReadOnlyList<VerifiedCertificate> certificates)
    {
        var english = certificates.Select(each => $"{each.Institution.English} ({each.InstitutionCode})");
        var chinese = certificates.Select(each => $"{each.Institution.Chinese}（{each.InstitutionCode}）");
        return new Refusal(
            RefusalCode.InstitutionRequired,
            "issuedBy",
            $"Several institutions printed this number: {string.Join(", ", english)}. Say which of them issued the paper, by code or name.",
            $"有多家机构使用过这个编号：{string.Join("、", chinese)}。请填写证书上发证机构的代码或全称。");
    }

    private static IEnumerable<string> Names(VerifiedCertificate certificate) =>
        new[] { certificate.InstitutionCode, certificate.Institution.Chinese, certificate.Institution.English }.Select(Folded);

    private static string Folded(string? text) => TypedText.FoldUpper(text).Replace(" ", "", StringComparison.Ordinal);
}
