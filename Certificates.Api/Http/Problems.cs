using System.Data.Common;
using Certificates.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

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
    public static ProblemHttpResult Of(Refusal refusal) => Document(StatusOf(refusal.Code), refusal.Code, refusal.Message, refusal.Field);

    /// <summary>Everything that is wrong with what was sent: the code of the first fault, and under <c>errors</c> each at its field.</summary>
    public static ProblemHttpResult Of(IReadOnlyList<Refusal> faults)
    {
        var problem = Of(faults[0]);
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

    private static int StatusOf(string code) => code switch
    {
        "file_too_large" or "too_many_rows" => StatusCodes.Status413PayloadTooLarge,
        "institution_not_authorised" or "own_batch" or "batch_decided" or "no_approval_needed" => StatusCodes.Status409Conflict,
        "row_ended" or "row_held" or "row_not_held" or "not_in_publicity" => StatusCodes.Status409Conflict,
        "credit_code_taken" or "credit_code_fixed" or "authorisation_unknown" => StatusCodes.Status409Conflict,
        "number_in_use" or "code_in_use" or "valid_from_taken" or "direction_number_in_use" or "direction_kept" => StatusCodes.Status409Conflict,
        "idempotency_conflict" => StatusCodes.Status409Conflict,
        "move_not_allowed" or "certificate_exists" or "own_request" or "request_decided" or "report_answered" => StatusCodes.Status409Conflict,
        "role_not_allowed" or "authority_decides" => StatusCodes.Status403Forbidden,
        "not_found" => StatusCodes.Status404NotFound,
        "media_type_unsupported" => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusCodes.Status400BadRequest,
    };

    // A database that does not answer is an outage that ends; the caller need not know which of its errors it was.
    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException malformed => malformed.StatusCode,
        DbException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static ProblemHttpResult OfStatus(int status) => status switch
    {
        400 => Document(status, "request_malformed", "A parameter, a header or the body cannot be read; the reference at /docs says how it looks."),
        401 => Document(status, "unauthenticated", "Send 'Authorization: Bearer <key>' with a key that is in force."),
        403 => Document(status, "role_not_allowed", "The role of this key may not do this."),
        404 => Document(status, "not_found", "There is nothing here that this key may see."),
        405 => Document(status, "method_not_allowed", "This path has other methods; see the header Allow."),
        413 => Document(status, "body_too_large", "The body is larger than this call takes."),
        415 => Document(status, "media_type_unsupported", "This call takes another Content-Type; the reference at /docs says which."),
        503 => Document(status, "unavailable", "The register does not answer now. Nothing was lost: try again."),
        >= 500 => Document(status, "internal_error", "Something failed on our side; it is on record."),
        _ => Document(status, $"http_{status}", ReasonPhrases.GetReasonPhrase(status)),
    };

    private static ProblemHttpResult Document(int status, string code, string detail, string? field = null)
    {
        var problem = new ProblemDetails
        {
            Type = $"/problems/{code}",
            Title = $"{char.ToUpperInvariant(code[0])}{code[1..].Replace('_', ' ')}",
            Status = status,
            Detail = detail,
            Extensions = { ["code"] = code },
        };
        if (field is not null)
        {
            problem.Extensions["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [detail] };
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
