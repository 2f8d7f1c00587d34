using Microsoft.AspNetCore.Antiforgery;

namespace Certificates.Api.Console;

/// <summary>
/// Refuses a form without its token, or with another's. The framework only takes note of it, and delegates that were compiled with the
/// service end in an error where they read such a form.
/// </summary>
internal sealed class FormTokens(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
