using Certificates.Core;
using Certificates.Core.Verifying;
using Certificates.Verify.Guards;

namespace Certificates.Verify.Lookup;

/// <summary>The verifier as the public may ask it: misses are counted, and guessing ends.</summary>
internal sealed class MeteredVerifier(Verifier verifier, MissLimits misses)
{
    /// <summary>
    /// The answer to a question, or a refusal: those of <see cref="Verifier.AskAsync"/> and <c>rate_limited</c>, for which
    /// <c>Retry-After</c> is set on the answer.
    /// </summary>
    public async Task<Result<Answer>> AskAsync(Question question, HttpContext http, CancellationToken cancellationToken)
    {
        var asked = await verifier.AskAsync(question, cancellationToken);
        if (!asked.TryGet(out var answer, out _))
        {
            return asked;
        }

        // Looked at after the answer and not before: misses of simultaneous guesses count too, and one reading is enough.
        var address = http.Connection.RemoteIpAddress;
        var isMiss = answer is { Kind: VerdictKind.NotFound, Single.OtherScheme: null } or { Kind: VerdictKind.NotFound, Single: null };
        var wait = isMiss
            ? await misses.CountAsync(address, question, cancellationToken)
            : await misses.WaitAsync(address, question, cancellationToken);
        return wait is { } late ? Limited(http, late) : asked;
    }

    private static Refusal Limited(HttpContext http, TimeSpan wait)
    {
        Telemetry.LimitHit(LimitKind.Misses);
        http.Response.SetRetryAfter(wait);
        return new Refusal(RefusalCode.RateLimited, null,
            "Too many wrong answers for this number or name from this address. Try again later.",
            "该地址对此编号或姓名的错误查询过多，请稍后再试。");
    }
}
