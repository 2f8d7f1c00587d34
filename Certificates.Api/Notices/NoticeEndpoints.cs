using Certificates.Core.Batches.Notices;
using Certificates.Web.Problems;

namespace Certificates.Api.Notices;

/// <summary>The public pages of batches whose publicity period runs; nobody signs in for them, and nothing finds them by itself.</summary>
internal static class NoticeEndpoints
{
    /// <summary><c>/notice/{code}</c>.</summary>
    public static void MapNotices(this IEndpointRouteBuilder routes) =>
        routes.MapGet(PublicNotices.Path + "/{code}", ShowAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(
        string code, string? after, PublicNotices notices, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        var found = await notices.FindAsync(code, after, cancellationToken);
        return found.TryGet(out var notice, out var refusals)
            ? Html.Page<NoticePage>(StatusCodes.Status200OK, (nameof(NoticePage.Notice), notice))
            : Html.Page<NoticeEndedPage>(refusals.First.Code.Kind.Status(), (nameof(NoticeEndedPage.Reason), refusals.First));
    }
}
