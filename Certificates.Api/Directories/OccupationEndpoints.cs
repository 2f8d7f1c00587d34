using Certificates.Api.Access;
using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Catalogue;
using Certificates.Core.Directories;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Directories;

/// <summary>Occupations: the list, one, its next edition.</summary>
internal static class OccupationEndpoints
{
    private const string PutDescription = """
        Adds the named `edition`, or corrects it where it is known. What is left out stays as the edition has it, for a new edition as the
        one before had, which ends on the day before `validFrom`. A new edition with another code keeps the code before as `formerCode`,
        so that files with it still pass. A number is never used again, a direction number never changes its meaning.
        """;

    /// <summary><c>/occupations</c>.</summary>
    public static void MapOccupations(this IEndpointRouteBuilder directories)
    {
        directories.MapRecordGet("/occupations", ListAsync).WithSummary("Occupations by number").WithDescription(DirectoryDay.Description);
        directories.MapGet("/occupations/{number}", FindAsync).WithSummary("An occupation").WithDescription(DirectoryDay.Description);
        directories.MapPut("/occupations/{number}", PutAsync).RequireAuthorization(Policies.Administer)
            .WithSummary("Add an occupation or an edition, or correct one").WithDescription(PutDescription);
    }

    private static async Task<Results<Ok<Page<Occupation>>, Problem>> ListAsync(
        string? on, [AsParameters] Paging paging, OccupationDirectory directory, CancellationToken cancellationToken)
    {
        if ((DirectoryDay.Read(on, out var day) ?? paging.Fault(Paging.IsNumber)) is { } fault)
        {
            return Problem.Of(fault);
        }

        var page = await directory.ListAsync(day, paging.After, paging.Count, cancellationToken);
        return TypedResults.Ok(page);
    }

    private static Task<Results<Ok<Occupation>, Problem>> FindAsync(
        string number, string? on, OccupationDirectory directory, CancellationToken cancellationToken) =>
        DirectoryDay.FindAsync(on, day => directory.FindAsync(number, day, cancellationToken));

    private static async Task<Results<Ok<Occupation>, Created<Occupation>, Problem>> PutAsync(
        string number, SentOccupation sent, Caller caller, OccupationDirectory directory, CancellationToken cancellationToken) =>
        DirectoryDay.Answer(await directory.PutAsync(number, sent, caller.Key, cancellationToken), $"/v1/occupations/{number}");
}
