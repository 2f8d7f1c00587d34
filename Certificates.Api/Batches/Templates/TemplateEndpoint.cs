using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Batches.Templates;
using Certificates.Core.Register;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Batches.Templates;

/// <summary><c>GET /v1/templates/{kind}.xlsx</c>: what an institution fills in.</summary>
internal static class TemplateEndpoint
{
    private const string Description = """
        A workbook for the caller's institution: every column is text, what can be chosen is chosen from lists of the institution's own
        occupations, directions and grades, the rule of a column is a note at its heading, and the sheet 示例 shows two examples. It is sent
        as it is when it is filled in. `kind` is `grade` or `training`; `earlier=true` gives the one for certificates issued before this
        system.
        """;

    public static void MapTemplates(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/templates/{kind}.xlsx", WriteAsync).WithTags("Batches").RequireAuthorization(Policies.Send)
            .Produces(StatusCodes.Status200OK, contentType: RowsXlsx.ContentType)
            .WithSummary("A workbook to fill in").WithDescription(Description);

    internal static async Task<Results<PushStreamHttpResult, Problem>> WriteAsync(
        string kind, bool? earlier, Caller caller, ResultsTemplates templates, CancellationToken cancellationToken)
    {
        if (!KindOf.TryRead(kind, out var read, out var fault))
        {
            return Problem.Of(fault);
        }

        var origin = earlier == true ? CertificateOrigin.Imported : CertificateOrigin.Issued;
        var template = await templates.OfAsync(caller.Key.InstitutionId!.Value, read, origin, cancellationToken);
        var name = $"{read.Code()}{(earlier == true ? "-earlier" : "")}.xlsx";
        return TypedResults.Stream(
            body => TemplateXlsx.WriteAsync(template, body, cancellationToken), RowsXlsx.ContentType, name);
    }
}
