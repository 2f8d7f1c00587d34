using Certificates.Api.Access;
using Certificates.Core.Directories;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Directories;

/// <summary>An institution's rights to issue.</summary>
internal static class AuthorisationEndpoints
{
    private const string PutDescription = """
        `items` are all the rights the institution shall have: one sent with the `id` it has is kept, or changed by withdrawing it and
        writing it anew; one without an id is added unless it stands already; one left out is withdrawn. To end a right on a day set its
        `validTo`: results of assessments up to then are taken until `resultsUntil`, 90 days later when left out.
        """;

    /// <summary><c>/institutions/{code}/authorisations</c>.</summary>
    public static void MapAuthorisations(this IEndpointRouteBuilder directories)
    {
        directories.MapGet("/institutions/{code}/authorisations", FindAsync)
            .WithSummary("Its rights to issue").WithDescription(DirectoryDay.Description);
        directories.MapPut("/institutions/{code}/authorisations", PutAsync).RequireAuthorization(Policies.Administer)
            .WithSummary("Set its rights to issue").WithDescription(PutDescription);
    }

    private static Task<Results<Ok<AuthorisationList>, Problem>> FindAsync(
        string code, string? on, AuthorisationDirectory directory, CancellationToken cancellationToken) =>
        DirectoryDay.FindAsync(on, day => directory.FindAsync(code, day, cancellationToken));

    private static async Task<Results<Ok<AuthorisationList>, Problem>> PutAsync(
        string code, SentAuthorisations sent, Caller caller, AuthorisationDirectory directory, CancellationToken cancellationToken)
    {
        if (await directory.PutAsync(code, sent, caller.Key, cancellationToken) is not { } written)
        {
            return Problem.NotFound;
        }

        return written.TryGet(out var list, out var faults) ? TypedResults.Ok(list) : Problem.Of(faults);
    }
}
