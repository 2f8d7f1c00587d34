using Certificates.Api.Access;
using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Directories;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Directories;

/// <summary>The directories, kept by the authority: effective-dated, and nothing is ever deleted.</summary>
internal static class DirectoryEndpoints
{
    /// <summary><c>/v1/institutions</c>, <c>/v1/occupations</c> and <c>/v1/directory-events</c>.</summary>
    public static void MapDirectories(this IEndpointRouteBuilder routes)
    {
        var directories = routes.MapGroup("/v1").WithTags("Directories").RequireAuthorization(Policies.Oversee);
        directories.MapInstitutions();
        directories.MapAuthorisations();
        directories.MapOccupations();
        directories.MapRecordGet("/directory-events", EventsAsync)
            .WithSummary("Every change of the directories, newest first")
            .WithDescription("`target` asks for those of one, such as institution/0001, authorisations/0001 or occupation/01.");
    }

    private static async Task<Results<Ok<Page<DirectoryEvent>>, Problem>> EventsAsync(
        string? target, [AsParameters] Paging paging, DirectoryEvents events, CancellationToken cancellationToken)
    {
        if (paging.Fault(Paging.IsNumber) is { } fault)
        {
            return Problem.Of(fault);
        }

        var page = await events.ListAsync(target, paging.After, paging.Count, cancellationToken);
        return TypedResults.Ok(page);
    }
}
