using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Verifying.Bulk;
using Certificates.Core.Verifying.Guarding;
using Certificates.Verify.Guards;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Verify.Bulk;

/// <summary>Checking a list: for programs with the key in the header, for people by a form that answers with the file.</summary>
internal static class BulkEndpoints
{
    private const string PurposeHeader = "X-Purpose";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How long a list of anybody may take until its first row is looked up; one with a key has the request's own time.</summary>
    private static readonly TimeSpan LongestReadingWithoutKey = TimeSpan.FromSeconds(30);

    public static void AddBulk(this IServiceCollection services) => services
        .AddSingleton<CheckerKey>().AddSingleton<ListSlots>().AddSingleton<ListRefusals>().AddHostedService<RefusedAccessWriter>()
        .AddScoped<ListUpload>();

    public static void MapBulk(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/verifications/bulk", CheckAsync).TakeList().DescribeList();
        routes.MapPost("/bulk", FormAsync).TakeList().ExcludeFromDescription();
        routes.MapGet("/bulk", () => Html.Page<BulkPage>(StatusCodes.Status200OK)).ExcludeFromDescription();
        routes.MapTemplates();
    }

    private static async Task<IResult> CheckAsync(
        [FromHeader(Name = PurposeHeader)] string? purpose, string? sheet,
        HttpContext http, CheckerKey keys, ListUpload upload, BulkCheck lists, ListRefusals refused, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (!(await keys.OfHeaderAsync(http.Request, cancellationToken)).TryGet(out var checker, out var refusals)
            || !(await upload.ReadAsync(http.Request, _ => Task.FromResult<Result<Checker>>(checker), cancellationToken))
                .TryGet(out _, out refusals))
        {
            return Problem.Of(await refused.TellAsync(http, refusals.First, cancellationToken));
        }

        if (checker.Key is { } key && KeyLife.Warning(key, clock.GetUtcNow()) is { } warning)
        {
            http.Response.Headers.Warning = warning;
        }

        // Not every client can put Chinese into a header: it may be percent-encoded (RFC 3986, 2.1).
        var opened = await InTimeAsync(
            checker, clock,
            reading => lists.OpenAsync(upload.List!, checker.Key, Uri.UnescapeDataString(purpose ?? ""), AskerOf(http), sheet, reading),
            cancellationToken);
        return opened.TryGet(out var run, out refusals)
            ? new ListAnswer(run)
            : Problem.Of(await refused.TellAsync(http, refusals.First, cancellationToken));
    }

    private static async Task<IResult> FormAsync(
        HttpContext http, CheckerKey keys, ListUpload upload, BulkCheck lists, IAntiforgery antiforgery, ListRefusals refused,
            TimeProvider clock, CancellationToken cancellationToken)
    {
        var read = await upload.ReadAsync(http.Request, token => AskerAsync(keys, upload["key"], token), cancellationToken);
        if (!read.TryGet(out var checker, out var refusals))
        {
            return Page(await refused.TellAsync(http, refusals.First, cancellationToken));
        }

        // The form is read already, and not by the framework: its token is handed on as the header that may carry it too.
        var names = antiforgery.GetTokens(http);
        var token = upload[names.FormFieldName] ?? "";
        http.Request.Headers[names.HeaderName!] = token;
        if (token.Length == 0 || !await antiforgery.IsRequestValidAsync(http))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var opened = await InTimeAsync(
            checker, clock,
            reading => lists.OpenAsync(upload.List!, checker.Key, upload["purpose"], AskerOf(http), upload["sheet"], reading),
            cancellationToken);
        return opened.TryGet(out var run, out refusals)
            ? new ListAnswer(run)
            : Page(await refused.TellAsync(http, refusals.First, cancellationToken));
    }

    private static Asker AskerOf(HttpContext http) => Asker.At(http.Connection.RemoteIpAddress);

    private static async Task<Result<BulkRun>> InTimeAsync(
        Checker checker, TimeProvider clock, Func<CancellationToken, Task<Result<BulkRun>>> open, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(checker.Key is null ? LongestReadingWithoutKey : Timeout.InfiniteTimeSpan, clock);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await open(reading.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Refusal(RefusalCode.RequestTimeout);
        }
    }

    private static Task<Result<Checker>> AskerAsync(CheckerKey keys, string? secret, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(secret)
            ? Task.FromResult<Result<Checker>>(new Checker(null))
            : keys.OfSecretAsync(secret.Trim(), cancellationToken);

    private static IResult Page(Refusal refusal) =>
        Html.Page<BulkPage>(refusal.Code.Kind.Status(), (nameof(BulkPage.Refusal), refusal));

    private static RouteHandlerBuilder TakeList(this RouteHandlerBuilder endpoint)
    {
        endpoint.WithRequestTimeout(Longest).TakesFile();
        return endpoint.WithMetadata(new RequestSizeLimitAttribute(ListUpload.MaxBodyLength));
    }
}
