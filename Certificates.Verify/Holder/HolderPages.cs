using Certificates.Core;
using Certificates.Core.Copies;
using Certificates.Core.Register;
using Certificates.Core.Reports;
using Certificates.Core.Verifying;
using Certificates.Verify.Guards;
using Certificates.Web.Problems;

namespace Certificates.Verify.Holder;

/// <summary>The two faces of <c>/my</c>: the sign-in form, and the holder's certificates with their share codes and reports.</summary>
internal sealed class HolderPages(
    OwnVerdicts verdicts, Holders holders, ShareCodes codes, MistakeReports reports, CopyOrders orders, HolderSession session)
{
    /// <summary>Where both live.</summary>
    public const string Address = "/my";

    /// <summary>The sign-in form, with what is wrong if anything is.</summary>
    public static IResult SignIn(SignInForm? form = null, Refusal? refusal = null) => Html.Page<SignInPage>(
        refusal is null || refusal.Code == RefusalCode.SessionEnded ? StatusCodes.Status200OK : refusal.Code.Kind.Status(),
        (nameof(SignInPage.Form), form), (nameof(SignInPage.Refusal), refusal));

    /// <summary>The sign-in form of a caller who must wait.</summary>
    public static IResult Wait(HttpContext http, SignInForm form, TimeSpan wait)
    {
        Telemetry.LimitHit(LimitKind.SignIn);
        http.Response.SetRetryAfter(wait);
        return SignIn(form, new Refusal(RefusalCode.RateLimited, null, "Too many failed sign-ins. Try again later.", "登录失败次数过多，请稍后再试。"));
    }

    /// <summary>The certificates of <paramref name="holder"/>; the sign-in form when the session has ended meanwhile.</summary>
    public async Task<IResult> OwnAsync(
        HttpContext http, HolderReference holder, ShareRequest? share, ReportRequest? report, CopyRequest? copy,
        CancellationToken cancellationToken)
    {
        var own = await verdicts.ListAsync(holder, cancellationToken);
        var shared = await codes.ListAsync(holder, cancellationToken);
        var ordered = await orders.ListAsync(holder, cancellationToken);
        var withSeal = await holders.SealedAsync(holder, cancellationToken);
        var sent = await reports.ListAsync(holder, cancellationToken);
        if (!own.TryGet(out var certificates, out var refusals) || !shared.TryGet(out var summaries, out refusals)
            || !withSeal.TryGet(out var sealedNumbers, out refusals) || !ordered.TryGet(out var orderList, out refusals)
            || !sent.TryGet(out var reported, out refusals))
        {
            return await EndedAsync(http, refusals.First, cancellationToken);
        }

        return Html.Page<OwnPage>(
            (share?.Refusal ?? report?.Refusal ?? copy?.Refusal) is { } fault ? fault.Code.Kind.Status() : StatusCodes.Status200OK,
            (nameof(OwnPage.Certificates), certificates), (nameof(OwnPage.Codes), summaries), (nameof(OwnPage.Share), share),
            (nameof(OwnPage.Orders), orderList), (nameof(OwnPage.Reported), reported), (nameof(OwnPage.Report), report),
            (nameof(OwnPage.Copy), copy), (nameof(OwnPage.Sealed), sealedNumbers));
    }

    /// <summary>Ends a session that Core no longer knows, and says so.</summary>
    public async Task<IResult> EndedAsync(HttpContext http, Refusal refusal, CancellationToken cancellationToken)
    {
        await session.EndAsync(http, cancellationToken);
        return SignIn(refusal: refusal);
    }
}
