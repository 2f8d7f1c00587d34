using System.Data.Common;
using Certificates.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Http;

/// <summary>
/// Every problem document of the service (RFC 9457), whatever it comes from: a refusal, a status without a body, an exception.
/// None tells a stack trace, a statement or a person's data.
/// </summary>
internal static class Problems
{
    private const int MostFaults = 100;
    private const string RetryAfterSeconds = "5";

    /// <summary>There is none, or it is another institution's: the two look alike.</summary>
    public static ProblemHttpResult NotFound => OfStatus(StatusCodes.Status404NotFound);

    /// <summary>What a caller caused, in its own words.</summary>
    public static ProblemHttpResult Of(Refusal refusal) => Document(StatusOf(refusal.Code.Kind), refusal);

    /// <summary>Everything that is wrong with what was sent: the code of the first fault, and under <c>errors</c> each at its field.</summary>
    public static ProblemHttpResult Of(Refusals faults)
    {
        var problem = Of(faults.First);
        if (faults.Count > 1)
        {
            problem.ProblemDetails.Extensions["errors"] = faults.Where(fault => fault.Field is not null).Take(MostFaults)
                .GroupBy(fault => fault.Field!, StringComparer.Ordinal)
                .ToDictionary(field => field.Key, field => field.Select(fault => fault.Message).ToArray(), StringComparer.Ordinal);
        }

        return problem;
    }

    /// <summary>Answers exceptions, and statuses that came without a body.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerExceptionAsync,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages(context => OfStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }

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

    // A database that does not answer is an outage that ends; the caller need not know which of its errors it was.
    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException malformed => malformed.StatusCode,
        DbException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    // A status that nothing here answers by itself is the caller's, and keeps its number.
    private static ProblemHttpResult OfStatus(int status) => Document(status, status switch
    {
        401 => new Refusal(RefusalCode.Unauthenticated, null, "Send 'Authorization: Bearer <key>' with a key that is in force."),
        403 => new Refusal(RefusalCode.RoleNotAllowed, null, "The role of this key may not do this."),
        404 => new Refusal(RefusalCode.NotFound),
        405 => new Refusal(RefusalCode.MethodNotAllowed),
        408 => new Refusal(RefusalCode.Http408),
        412 => new Refusal(RefusalCode.Http412),
        413 => new Refusal(RefusalCode.BodyTooLarge),
        415 => new Refusal(RefusalCode.MediaTypeUnsupported),
        416 => new Refusal(RefusalCode.Http416),
        503 => new Refusal(RefusalCode.Unavailable),
        >= 500 => new Refusal(RefusalCode.InternalError),
        _ => new Refusal(RefusalCode.RequestMalformed),
    });

    private static ProblemHttpResult Document(int status, Refusal refusal)
    {
        var code = refusal.Code.Code;
        var problem = new ProblemDetails
        {
            Type = $"/problems/{code}",
            Title = $"{char.ToUpperInvariant(code[0])}{code[1..].Replace('_', ' ')}",
            Status = status,
            Detail = refusal.Message,
            Extensions = { ["code"] = code },
        };
        if (refusal.Field is { } field)
        {
            problem.Extensions["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [refusal.Message] };
        }

        return TypedResults.Problem(problem);
    }

    private static Task AnswerExceptionAsync(HttpContext context)
    {
        var status = StatusOf(context.Features.Get<IExceptionHandlerFeature>()!.Error);
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return OfStatus(status).ExecuteAsync(context);
    }
}
