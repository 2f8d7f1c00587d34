using Certificates.Core;
using Certificates.Core.Verifying;
using Certificates.Verify.Guards;
using Certificates.Verify.Shared;

namespace Certificates.Verify.Holder;

/// <summary>The two faces of <c>/my</c>: the sign-in form, and the holder's certificates with their share codes.</summary>
internal sealed class HolderPages(Holders holders, ShareCodes codes)
{
    /// <summary>Where both live.</summary>
    public const string Address = "/my";

    /// <summary>The sign-in form, with what is wrong if anything is.</summary>
    public static IResult SignIn(SignInForm? form = null, Refusal? refusal = null) => Html.Page<SignInPage>(
        refusal is null or { Code: "session_ended" } ? StatusCodes.Status200OK : Problems.StatusOf(refusal.Code),
        (nameof(SignInPage.Form), form), (nameof(SignInPage.Refusal), refusal));

    /// <summary>The sign-in form of a caller who must wait.</summary>
    public static IResult Wait(HttpContext http, SignInForm form, TimeSpan wait)
    {
        Telemetry.LimitHit(LimitKind.SignIn);
        http.Response.SetRetryAfter(wait);
        return SignIn(form, new Refusal("rate_limited", null, "Too many failed sign-ins. Try again later."));
    }

    /// <summary>The certificates of <paramref name="holder"/>; the sign-in form when the session has ended meanwhile.</summary>
    public async Task<IResult> OwnAsync(
        HttpContext http, HolderReference holder, ShareRequest? share, CancellationToken cancellationToken)
    {
        var own = await holders.CertificatesAsync(holder, cancellationToken);
        var shared = await codes.ListAsync(holder, cancellationToken);
        if (!own.TryGet(out var certificates, out var refusal) || !shared.TryGet(out var summaries, out refusal))
        {
            return Ended(http, refusal);
        }

        return Html.Page<OwnPage>(
            share?.Refusal is null ? StatusCodes.Status200OK : Problems.StatusOf(share.Refusal.Code),
            (nameof(OwnPage.Certificates), certificates), (nameof(OwnPage.Codes), summaries), (nameof(OwnPage.Share), share));
    }

    /// <summary>Ends a session that Core no longer knows, and says so.</summary>
    public static IResult Ended(HttpContext http, Refusal refusal)
    {
        HolderSession.End(http);
        return SignIn(refusal: refusal);
    }
}
