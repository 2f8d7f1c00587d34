using Certificates.Api.Access;
using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Catalogue;
using Certificates.Core.Directories;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Directories;

/// <summary>Institutions: the list, one, its next version.</summary>
internal static class InstitutionEndpoints
{
    private const string PutDescription = """
        Writes a version that holds from `validFrom` on, today when left out; what was before stays on record. What is left out stays as
        it stands on that day: `{"state":"frozen"}` alone freezes. A new institution needs creditCode, name, provinceCode and one of the
        lists; an approver decides over its batches unless `"needsApproval":false` says otherwise. A version that says nothing new
        is not written.
        """;

    /// <summary><c>/institutions</c>.</summary>
    public static void MapInstitutions(this IEndpointRouteBuilder directories)
    {
        directories.MapRecordGet("/institutions", ListAsync).WithSummary("Institutions by code")
            .WithDescription($"{DirectoryDay.Description} `?needsApproval=false`: those that one operator's key alone issues for.");
        directories.MapGet("/institutions/{code}", FindAsync).WithSummary("An institution").WithDescription(DirectoryDay.Description);
        directories.MapPut("/institutions/{code}", PutAsync).RequireAuthorization(Policies.Administer)
            .WithSummary("Add or change an institution").WithDescription(PutDescription);
    }

    private static async Task<Results<Ok<Page<Institution>>, Problem>> ListAsync(
        string? on, bool? needsApproval, [AsParameters] Paging paging, InstitutionDirectory directory, CancellationToken cancellationToken)
    {
        if ((DirectoryDay.Read(on, out var day) ?? paging.Fault(Paging.IsNumber)) is { } fault)
        {
            return Problem.Of(fault);
        }

        var page = await directory.ListAsync(day, needsApproval, paging.After, paging.Count, cancellationToken);
        return TypedResults.Ok(page);
    }

    private static Task<Results<Ok<Institution>, Problem>> FindAsync(
        string code, string? on, InstitutionDirectory directory, CancellationToken cancellationToken) =>
        DirectoryDay.FindAsync(on, day => directory.FindAsync(code, day, cancellationToken));

    private static async Task<Results<Ok<Institution>, Created<Institution>, Problem>> PutAsync(
        string code, SentInstitution sent, Caller caller, InstitutionDirectory directory, CancellationToken cancellationToken) =>
        DirectoryDay.Answer(await directory.PutAsync(code, sent, caller.Key, cancellationToken), $"/v1/institutions/{code}");
}
