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
                problem.Type = TypePrefix + code;
                problem.Extensions["code"] = code;
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
    public static IResult PageOf(string code, int status) =>
        Html.Page<ProblemPage>(status, (nameof(ProblemPage.Code), code));

    /// <summary>The HTTP status of a refusal's code.</summary>
    public static int StatusOf(string code) => code switch
    {
        "certificate_not_found" or "share_code_ended" => StatusCodes.Status404NotFound,
        "key_required" or "unauthenticated" => StatusCodes.Status401Unauthorized,
        "role_not_allowed" => StatusCodes.Status403Forbidden,
        "file_too_large" or "too_many_rows" => StatusCodes.Status413PayloadTooLarge,
        "media_type_unsupported" => StatusCodes.Status415UnsupportedMediaType,
        "rate_limited" or "quota_used_up" => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };

    private static IResult Of(Refusal refusal, int status)
    {
        var problem = refusal.Field is null
            ? new ProblemDetails()
            : new ValidationProblemDetails { Errors = { [refusal.Field] = [refusal.Message] } };
        problem.Type = TypePrefix + refusal.Code;
        problem.Detail = refusal.Message;
        problem.Status = status;
        problem.Extensions["code"] = refusal.Code;
        return Results.Problem(problem);
    }

    private static string CodeOf(int status) => status switch
    {
        401 => "unauthenticated",
        403 => "role_not_allowed",
        404 => "not_found",
        405 => "method_not_allowed",
        408 => "request_timeout",
        413 => "file_too_large",
        415 => "media_type_unsupported",
        429 => "rate_limited",
        503 or 504 => "unavailable",
        >= 500 => "internal_error",
        _ => "request_malformed",
    };
}
