using Certificates.Core.Copies;
using Certificates.Core.Verifying;

namespace Certificates.Verify.Lookup;

/// <summary>
/// What an annotated copy says of itself, by its holder's word, and the verdict on the certificate it was made of: <c>valid</c>,
/// <c>not_valid</c> or <c>unavailable</c>.
/// </summary>
/// <param name="Purpose">job, tender, admission, title_review, settlement or other.</param>
/// <param name="Words">What its holder adds; may be empty.</param>
/// <param name="EndsOn">The last day it is good on, China Standard Time.</param>
/// <param name="Certificate">How the certificate stands now.</param>
internal sealed record CopyDocument(string Purpose, string Words, DateOnly EndsOn, string Certificate)
{
    public static CopyDocument? Of(Verdict verdict) => verdict.Copy is { } copy
        ? new CopyDocument(copy.Purpose.Code(), copy.Words, copy.EndsOn, Standing(verdict).Code())
        : null;

    /// <summary>The verdict on the certificate, whatever is said of the file.</summary>
    public static VerdictKind Standing(Verdict verdict) =>
        verdict.Kind == VerdictKind.NotValid && verdict.Reasons.All(reason => reason == "copy") ? VerdictKind.Valid : verdict.Kind;
}
