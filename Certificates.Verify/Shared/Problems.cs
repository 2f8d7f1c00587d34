using Certificates.Core;
using Certificates.Verify.Guards;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Verify.Shared;

/// <summary>Every problem document of the site (RFC 9457), and the page that says the same to a person.</summary>
internal static class Problems
{
    /// <summary>When to ask again after an outage.</summary>
    public static readonly TimeSpan OutageRetry = TimeSpan.FromSeconds(10);

    private const string TypePrefix = "urn:certificates:problem:";

    /// <summary>A refusal as a problem document, with the field's error where it names one.</summary>
    public static IResult Of(Refusal refusal) => Of(refusal, StatusOf(refusal.Code));

    /// <summary>Problem documents for what the framework answers by itself: unknown paths, unreadable bodies, limits, faults.</summary>
    public static void AddProblems(this IServiceCollection services) => services.AddProblemDetails(options =>
        options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            if (!problem.Extensions.ContainsKey("code"))
            {
                var code = CodeOf(problem.Status ?? 500);
                problem.Type = TypePrefix + code.Code;
                problem.Extensions["code"] = code.Code;
            }
        });

    /// <summary>Gives an answer without a body the problem document, or the page, of its status.</summary>
    public static async Task WriteAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.SetRetryAfter(OutageRetry);
        }

        if (!http.Request.IsForPrograms() && http.Request.WantsPage())
        {
            await PageOf(CodeOf(status), status).ExecuteAsync(http);
            return;
        }

        await Results.Problem(statusCode: status).ExecuteAsync(http);
    }

    /// <summary>The page of a refusal that no form shows, such as a QR that cannot be read.</summary>
    public static IResult PageOf(RefusalCode code, int status) =>
        Html.Page<ProblemPage>(status, (nameof(ProblemPage.Code), code.Code));

    /// <summary>The HTTP status of a refusal's code.</summary>
    public static int StatusOf(RefusalCode code) => StatusOf(code.Kind);

    /// <summary>The HTTP status of what a caller caused.</summary>
    internal static int StatusOf(RefusalKind kind) => kind switch
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
        RefusalKind.Limited => StatusCodes.Status429TooManyRequests,
        RefusalKind.Fault => StatusCodes.Status500InternalServerError,
        RefusalKind.Outage => StatusCodes.Status503ServiceUnavailable,
    };

    private static IResult Of(Refusal refusal, int status)
    {
        var problem = refusal.Field is null
            ? new ProblemDetails()
            : new ValidationProblemDetails { Errors = { [refusal.Field] = [refusal.Message] } };
        problem.Type = TypePrefix + refusal.Code.Code;
        problem.Detail = refusal.Message;
        problem.Status = status;
        problem.Extensions["code"] = refusal.Code.Code;
        return Results.Problem(problem);
    }

    private static RefusalCode CodeOf(int status) => status switch
    {
        401 => RefusalCode.Unauthenticated,
        403 => RefusalCode.RoleNotAllowed,
        404 => RefusalCode.NotFound,
        405 => RefusalCode.MethodNotAllowed,
        408 => RefusalCode.RequestTimeout,
        413 => RefusalCode.FileTooLarge,
        415 => RefusalCode.MediaTypeUnsupported,
        429 => RefusalCode.RateLimited,
        503 or 504 => RefusalCode.Unavailable,
        >= 500 => RefusalCode.InternalError,
        _ => RefusalCode.RequestMalformed,
    };
}
