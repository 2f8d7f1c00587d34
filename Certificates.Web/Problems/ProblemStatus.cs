using System.Data.Common;
using Certificates.Core;
using Certificates.Core.Data;

namespace Certificates.Web.Problems;

/// <summary>The HTTP status of what was refused, and what a bare status means.</summary>
internal static class ProblemStatus
{
    public static int Status(this RefusalKind kind) => kind switch
    {
        RefusalKind.Malformed or RefusalKind.Unmet => StatusCodes.Status400BadRequest,
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Missing => StatusCodes.Status404NotFound,
        RefusalKind.WrongMethod => StatusCodes.Status405MethodNotAllowed,
        RefusalKind.TimedOut => StatusCodes.Status408RequestTimeout,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Outdated => StatusCodes.Status412PreconditionFailed,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.Unsupported => StatusCodes.Status415UnsupportedMediaType,
        RefusalKind.OutOfRange => StatusCodes.Status416RangeNotSatisfiable,
        RefusalKind.Gone => StatusCodes.Status410Gone,
        RefusalKind.Limited => StatusCodes.Status429TooManyRequests,
        RefusalKind.Fault => StatusCodes.Status500InternalServerError,
        RefusalKind.Outage => StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>
    /// The status of an exception. A database that does not answer is an outage that ends; which of its errors it was is nobody's need.
    /// </summary>
    public static int Of(Exception exception) => exception switch
    {
        BadHttpRequestException malformed => malformed.StatusCode,
        _ when DiskSpace.IsWanting(exception) => StatusCodes.Status503ServiceUnavailable,
        DbException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>What a status says that came without a body; one that nothing here answers by itself is the caller's.</summary>
    public static RefusalCode CodeOf(int status, RefusalCode tooLarge) => status switch
    {
        401 => RefusalCode.Unauthenticated,
        403 => RefusalCode.RoleNotAllowed,
        404 => RefusalCode.NotFound,
        405 => RefusalCode.MethodNotAllowed,
        408 => RefusalCode.RequestTimeout,
        412 => RefusalCode.Http412,
        413 => tooLarge,
        415 => RefusalCode.MediaTypeUnsupported,
        416 => RefusalCode.Http416,
        429 => RefusalCode.RateLimited,
        503 or 504 => RefusalCode.Unavailable,
        >= 500 => RefusalCode.InternalError,
        _ => RefusalCode.RequestMalformed,
    };
}
