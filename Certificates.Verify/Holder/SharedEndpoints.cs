using Certificates.Core;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Annotated;
using Certificates.Core.Verifying.Guarding;
using Certificates.Verify.Guards;
using Certificates.Verify.Lookup;
using Certificates.Verify.Shared;
using Certificates.Web.Problems;
using Microsoft.Net.Http.Headers;

namespace Certificates.Verify.Holder;

/// <summary>What a share code opens. A code that is unknown, expired or revoked gets one and the same answer.</summary>
internal static class SharedEndpoints
{
    private static readonly Refusal Ended = new(RefusalCode.ShareCodeEnded);
    private static readonly Refusal EndedCopy = new(RefusalCode.CopyEnded);
    private static readonly Refusal Limited = new(RefusalCode.RateLimited, null,
        "Too many share codes that opened nothing from this address. Try again later.",
        "该地址打开无效分享码的次数过多，请稍后再试。");

    public static void MapShared(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/s/{code}", OpenAsync)
            .WithTags("Verification").WithSummary("What a share code opens: a page, or the live verdict for Accept: application/json")
            .Produces<VerdictDocument>().Produces<VerdictDocument>(StatusCodes.Status503ServiceUnavailable)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests);
        routes.MapGet("/s/{code}/photo", PhotoAsync).ExcludeFromDescription();
        routes.MapGet("/c/{code}", CopyAsync).ExcludeFromDescription();
    }

    /// <summary>What the QR code of an annotated copy leads to; misses count with those of share codes.</summary>
    private static async Task<IResult> CopyAsync(
        string code, HttpContext http, AnnotatedCopies copies, HolderGuard guard, CancellationToken cancellationToken)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (await guard.ShareCodeWaitAsync(Asker.At(http.Connection.RemoteIpAddress), cancellationToken) is { } wait)
        {
            return Refused(http, Limited, wait);
        }

        if (await copies.OpenAsync(code, cancellationToken) is not { } verdict)
        {
            return await MissAsync(http, guard, EndedCopy, cancellationToken);
        }

        LookUps.Count(LookUpChannel.Copy, verdict.Kind);
        return !http.Request.WantsPage() || verdict.Kind == VerdictKind.Unavailable
            ? Answers.PageOrJson(http, verdict)
            : Html.Page<CopyPage>(StatusCodes.Status200OK, (nameof(CopyPage.Verdict), verdict));
    }

    private static async Task<IResult> OpenAsync(
        string code, HttpContext http, ShareCodes codes, HolderGuard guard, CancellationToken cancellationToken)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (await guard.ShareCodeWaitAsync(Asker.At(http.Connection.RemoteIpAddress), cancellationToken) is { } wait)
        {
            return Refused(http, Limited, wait);
        }

        if (await codes.OpenAsync(code, cancellationToken) is not { } shared)
        {
            return await MissAsync(http, guard, Ended, cancellationToken);
        }

        LookUps.Count(LookUpChannel.Share, shared.Verdict.Kind);
        if (!http.Request.WantsPage() || shared.Verdict.Kind == VerdictKind.Unavailable)
        {
            return Answers.PageOrJson(http, shared.Verdict);
        }

        var photo = shared.WithPhoto && await codes.PhotoAsync(code, cancellationToken) is not null
            ? $"/s/{Uri.EscapeDataString(code)}/photo"
            : null;
        return Html.Page<SharedPage>(StatusCodes.Status200OK, (nameof(SharedPage.Shared), shared), (nameof(SharedPage.Photo), photo));
    }

    private static async Task<IResult> PhotoAsync(
        string code, HttpContext http, ShareCodes codes, HolderGuard guard, CancellationToken cancellationToken)
    {
        if (await guard.ShareCodeWaitAsync(Asker.At(http.Connection.RemoteIpAddress), cancellationToken) is { } wait)
        {
            return Refused(http, Limited, wait);
        }

        return await codes.PhotoAsync(code, cancellationToken) is { } photo
            ? Results.Bytes(photo, "image/jpeg")
            : await MissAsync(http, guard, Ended, cancellationToken);
    }

    private static async Task<IResult> MissAsync(
        HttpContext http, HolderGuard guard, Refusal ended, CancellationToken cancellationToken) =>
        await guard.CountShareCodeAsync(Asker.At(http.Connection.RemoteIpAddress), cancellationToken) is { } wait
            ? Refused(http, Limited, wait)
            : Refused(http, ended, wait: null);

    private static IResult Refused(HttpContext http, Refusal refusal, TimeSpan? wait)
    {
        if (wait is { } left)
        {
            Telemetry.LimitHit(LimitKind.ShareCode);
            http.Response.SetRetryAfter(left);
        }

        return http.Request.WantsPage() ? ProblemPages.Of(refusal.Code, refusal.Code.Kind.Status()) : Problem.Of(refusal);
    }
}
