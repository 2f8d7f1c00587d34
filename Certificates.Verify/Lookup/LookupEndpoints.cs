using Certificates.Core.Signing;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Logged;
using Certificates.Verify.Log;
using Certificates.Verify.Shared;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Certificates.Verify.Lookup;

/// <summary>Checking one certificate: for programs by JSON, for people by a form and by the printed QR.</summary>
internal static class LookupEndpoints
{
    private const int PublishedSeconds = 300;

    public static void AddLookup(this IServiceCollection services)
    {
        services.AddSingleton<MeteredVerifier>().AddSingleton<AskEndpoint>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, LookupJson.Default));
    }

    public static void MapLookup(this WebApplication app)
    {
        app.MapPdf();
        var api = app.MapGroup("").WithTags("Verification");
        AskEndpoint.Map(api);
        api.MapGet("/q/{token}", ByTokenAsync)
            .WithSummary("What the printed QR opens: a page, or the verdict for Accept: application/json")
            .Produces<VerdictDocument>(contentType: "application/json", additionalContentTypes: Answers.JwsType)
                .Produces<VerdictDocument>(StatusCodes.Status503ServiceUnavailable)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/v1/keys", KeysAsync).WithSummary("Public keys with validity spans and state, as a JWK Set")
            .Produces<JwkSet>(contentType: "application/jwk-set+json");
        api.MapGet("/v1/catalogue", CatalogueAsync)
            .WithSummary("Occupations, directions, grades, and institutions with their terms; a page for Accept: text/html")
            .WithDescription("The address is printed on every certificate: whoever types it into a browser gets a page.")
            .Produces<CatalogueLists>();

        app.MapGet("/", () => Html.Page<HomePage>(StatusCodes.Status200OK)).ExcludeFromDescription();
        app.MapPost("/", FormAsync).ExcludeFromDescription();
        app.MapPost("/q/{token}", CompleteAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ByTokenAsync(
        string token, HttpContext http, Verifier verifier, LogProofs proofs, CancellationToken cancellationToken)
    {
        if ((await verifier.ByTokenAsync(token, cancellationToken)).TryGet(out var verdict, out var refusals))
        {
            LookUps.Count(LookUpChannel.Qr, verdict.Kind);
            verdict = http.Request.AsksForProof() ? await proofs.ProveAsync(verdict, cancellationToken) : verdict;
            return Answers.PageOrJson(http, verdict, token);
        }

        var refusal = refusals.First;
        return http.Request.WantsPage() ? ProblemPages.Of(refusal.Code, refusal.Code.Kind.Status()) : Problem.Of(refusal);
    }

    /// <summary>The holder's ID number, typed on the page that a printed QR code opened.</summary>
    private static async Task<IResult> CompleteAsync(
        string token, [FromForm] string? idNumber, [FromForm] string? proof, HttpContext http, MeteredVerifier verifier, LogProofs proofs,
        CancellationToken cancellationToken)
    {
        if ((await verifier.ByTokenAsync(token, idNumber, http, cancellationToken)).TryGet(out var answer, out var refusals))
        {
            LookUps.Count(LookUpChannel.Form, answer.Kind);
            if (proof is ProofForm.Shown or ProofForm.AsFile)
            {
                answer = await proofs.ProveAsync(answer, cancellationToken);
            }

            return proof == ProofForm.AsFile
                ? Answers.Download(http, answer)
                : Answers.Page(http, answer.Single!, token, idNumber ?? "", proof == ProofForm.Shown);
        }

        return ProblemPages.Of(refusals.First.Code, refusals.First.Code.Kind.Status());
    }

    private static async Task<IResult> FormAsync(
        [FromForm] string? number, [FromForm] string? name, [FromForm] string? idNumber, [FromForm] string? issuedBy,
        [FromForm] string? proof, HttpContext http, MeteredVerifier verifier, LogProofs proofs, CancellationToken cancellationToken)
    {
        var question = new Question(number, name, idNumber) { IssuedBy = issuedBy };
        if ((await verifier.AskAsync(question, http, cancellationToken)).TryGet(out var answer, out var refusals))
        {
            LookUps.Count(LookUpChannel.Form, answer.Kind);
            if (proof is ProofForm.Shown or ProofForm.AsFile)
            {
                answer = await proofs.ProveAsync(answer, cancellationToken);
            }

            return proof == ProofForm.AsFile
                ? Answers.Download(http, answer)
                : Answers.Page(http, answer, question, proof == ProofForm.Shown);
        }

        return Html.Page<HomePage>(
            refusals.First.Code.Kind.Status(), (nameof(HomePage.Question), question), (nameof(HomePage.Refusal), refusals.First));
    }

    private static async Task<IResult> KeysAsync(PublishedKeys keys, HttpResponse response, CancellationToken cancellationToken)
    {
        AllowCaching(response);
        return Results.Json(await keys.ReadAsync(cancellationToken), contentType: "application/jwk-set+json");
    }

    private static async Task<IResult> CatalogueAsync(
        [FromQuery] string? find, PublishedCatalogue catalogue, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (http.Request.AsksForPage())
        {
            return Html.Page<CataloguePage>(
                StatusCodes.Status200OK,
                (nameof(CataloguePage.Lists), await catalogue.ReadAsync(cancellationToken)), (nameof(CataloguePage.Find), find));
        }

        AllowCaching(http.Response);
        return Results.Json(await catalogue.ReadAsync(cancellationToken));
    }

    private static void AllowCaching(HttpResponse response) => response.Headers.CacheControl = $"public, max-age={PublishedSeconds}";
}
