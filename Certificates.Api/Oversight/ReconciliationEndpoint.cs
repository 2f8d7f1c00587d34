using System.Globalization;
using Certificates.Api.Access;
using Certificates.Api.Console.Authority;
using Certificates.Core;
using Certificates.Core.Directories;
using Certificates.Core.Oversight;
using Certificates.Web.Problems;

namespace Certificates.Api.Oversight;

/// <summary><c>GET /v1/reconciliation</c>: what was received and what became of it, as JSON or as a page to print.</summary>
internal static class ReconciliationEndpoint
{
    private const string Description = """
        Per institution and day of arrival (China), an institution's own or all for authority and auditor: `received` is the sum of
        `issued`, `notPassed`, `rejected`, `duplicate` and `pending`; certificates issued before this system are counted apart under
        `imported`. `differences` says where rows and certificates do not agree: `issued_without_certificate`,
        `certificate_without_row`, `certificate_without_batch`. Without `from` and `to`, the last 30 days; at most 366.
        With `Accept: text/html` the same as a page.
        """;

    public static void MapReconciliation(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reconciliation", ReportAsync).WithTags("Accounts").RequireAuthorization(Policies.Read)
            .WithSummary("What was received, and what became of it").WithDescription(Description)
            .Produces<ReconciliationReport>(contentType: "application/json", additionalContentTypes: "text/html");

    private static async Task<IResult> ReportAsync(
        string? from, string? to, Caller caller, HttpContext http, Reconciliation reconciliation, InstitutionDirectory institutions,
        CancellationToken cancellationToken)
    {
        if (!TryDay(from, out var first) || !TryDay(to, out var last))
        {
            return Problem.Of(new Refusal(RefusalCode.DayInvalid, TryDay(from, out _) ? "to" : "from"));
        }

        var read = await reconciliation.ReportAsync(first, last, caller.Key, cancellationToken);
        if (!read.TryGet(out var report, out var refusals))
        {
            return Problem.Of(refusals);
        }

        http.Response.Headers.Vary = "Accept";
        return WantsPage(http.Request)
            ? Html.Page<ReconciliationPage>(
                StatusCodes.Status200OK, (nameof(ReconciliationPage.Report), report),
                (nameof(ReconciliationPage.Names), await institutions.NamesAsync(cancellationToken)))
            : TypedResults.Ok(report);
    }

    private static bool TryDay(string? text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return day is not null || string.IsNullOrEmpty(text);
    }

    private static bool WantsPage(HttpRequest request) => request.GetTypedHeaders().Accept
        .Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
