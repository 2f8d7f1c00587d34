using System.Globalization;
using Certificates.Core;
using Certificates.Core.Data;
using Certificates.Web.Pages;
using Microsoft.AspNetCore.Diagnostics;

namespace Certificates.Web.Problems;

/// <summary>Answers what no endpoint answers: exceptions, and statuses that came without a body.</summary>
internal static class ProblemAnswers
{
    /// <summary>Answers them; <see cref="ProblemForm"/> must be among the services.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = WriteAsync,
            StatusCodeSelector = ProblemStatus.Of,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext));
    }

    /// <summary>Gives an answer without a body the problem document, or the page, of its status.</summary>
    public static Task WriteAsync(HttpContext http)
    {
        var form = http.RequestServices.GetRequiredService<ProblemForm>();
        var status = http.Response.StatusCode;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = form.OutageRetry.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        var code = http.Features.Get<IExceptionHandlerFeature>() is { Error: var fault } && DiskSpace.IsWanting(fault)
            ? RefusalCode.DiskFull
            : ProblemStatus.CodeOf(status, form.TooLarge);
        var answer = form.Page is { } page && !http.Request.IsForPrograms() && http.Request.WantsPage()
            ? page(code, status)
            : new Problem(status, new Refusal(code));
        return answer.ExecuteAsync(http);
    }
}
