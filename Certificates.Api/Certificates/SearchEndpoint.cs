using System.Globalization;
using Certificates.Api.Access;
using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Register.Searching;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Certificates;

/// <summary><c>POST /v1/certificates/search</c>: the question is a body, for addresses stand in logs and people's data may not.</summary>
internal static class SearchEndpoint
{
    private const string Description = """
        Whatever is given must fit; nothing given is every certificate. An institution finds its own, authority and auditor all. `number`
        and `name` are taken in any way of writing them, a name of an earlier version too; `idNumber` is the whole number: such a search is
        recorded by its keyed hash, and a person has a number of them a day. `from` and `to` are days of issue; `occupation` is a number,
        a code or a name; `batch` is an id. `next` goes on as `after` of the same question.
        """;

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/certificates/search", FindAsync).WithTags("Certificates").RequireAuthorization(Policies.Read)
            .WithSummary("Find certificates, newest first").WithDescription(Description);
        routes.MapRecordGet("/v1/access-records/searches", ListAsync).WithTags("Keys").RequireAuthorization(Policies.Oversee)
            .WithSummary("Who searched by ID number, newest first")
            .WithDescription("Of one key (`keyId`), from a day to a day in China. Equal `idNumberHash` is one number searched again; which "
                + "number it is, nobody can tell from it.");
    }

    private static async Task<Results<Ok<Page<IdNumberSearch>>, Problem>> ListAsync(
        long? keyId, DateOnly? from, DateOnly? to, [AsParameters] Paging paging, IdNumberSearches searches,
            CancellationToken cancellationToken) => paging.Fault(Paging.IsNumber) is { } fault
        ? Problem.Of(fault)
        : TypedResults.Ok(await searches.ListAsync(keyId, from, to, paging.After, paging.Count, cancellationToken));

    private static async Task<Results<Ok<Page<FoundCertificate>>, Problem>> FindAsync(
        SearchQuestion question, Caller caller, CertificateSearch search, TimeProvider clock, HttpResponse response,
            CancellationToken cancellationToken)
    {
        var found = await search.FindAsync(question, caller.Key, cancellationToken);
        response.Headers.CacheControl = "no-store";
        if (found.TryGet(out var page, out var refusals))
        {
            return TypedResults.Ok(page);
        }

        if (refusals.First.Code == RefusalCode.TooManyIdSearches)
        {
            var left = ChinaTime.StartOf(clock.Today().AddDays(1)) - clock.GetUtcNow();
            response.Headers.RetryAfter = Math.Ceiling(left.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return Problem.Of(refusals);
    }
}
