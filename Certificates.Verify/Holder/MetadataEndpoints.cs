using Certificates.Core;
using Certificates.Core.Register;
using Certificates.Core.Verifying.Metadata;
using Certificates.Verify.Shared;
using Certificates.Web.Problems;

namespace Certificates.Verify.Holder;

/// <summary>
/// What stands beside the PDF of a holder's certificate: its metadata (GB/T 36903-2018) as JSON and as XML, and the signature by the
/// institution's electronic seal (GB/T 38540-2020).
/// </summary>
internal static class MetadataEndpoints
{
    /// <summary>Below <see cref="HolderPages.Address"/>.</summary>
    public static void MapMetadata(this IEndpointRouteBuilder my)
    {
        my.MapGet("/certificates/{number}/metadata.json", (
            string number, HttpContext http, OwnMetadata metadata, HolderFiles files, CancellationToken cancellationToken) =>
            files.AnswerAsync(http, holder => metadata.FindAsync(holder, number, cancellationToken), AsJson, cancellationToken));
        my.MapGet("/certificates/{number}/metadata.xml", (
            string number, HttpContext http, OwnMetadata metadata, HolderFiles files, CancellationToken cancellationToken) =>
            files.AnswerAsync(http, holder => metadata.FindAsync(holder, number, cancellationToken), AsXml, cancellationToken));
        my.MapGet("/certificates/{number}/seal", (
            string number, HttpContext http, Holders holders, HolderFiles files, CancellationToken cancellationToken) =>
            files.AnswerAsync(http, holder => holders.SealAsync(holder, number, cancellationToken), AsSeal, cancellationToken));
    }

    private static IResult AsJson(LicenceMetadata found) =>
        Results.File(found.ToJson(), "application/json", $"{found.Number}-metadata.json");

    private static IResult AsXml(LicenceMetadata found) =>
        Results.File(found.ToXml(), "application/xml", $"{found.Number}-metadata.xml");

    private static IResult AsSeal(CertificateSeal found) =>
        Results.File(found.Value.ToArray(), "application/octet-stream", $"{found.Number}-seal.der");
}

/// <summary>Hands out what is a holder's own.</summary>
internal sealed class HolderFiles(HolderSession session, HolderPages pages)
{
    /// <summary>What was found; the sign-in form, or a page that says that there is nothing.</summary>
    public async Task<IResult> AnswerAsync<T>(
        HttpContext http, Func<HolderReference, Task<Result<T>>> find, Func<T, IResult> answer, CancellationToken cancellationToken)
        where T : notnull
    {
        if (await session.ContinueAsync(http, cancellationToken) is not { } holder)
        {
            return Results.LocalRedirect(HolderPages.Address);
        }

        if ((await find(holder)).TryGet(out var found, out var refusals))
        {
            return answer(found);
        }

        var refusal = refusals.First;
        return refusal.Code == RefusalCode.SessionEnded
            ? await pages.EndedAsync(http, refusal, cancellationToken)
            : ProblemPages.Of(refusal.Code, refusal.Code.Kind.Status());
    }
}
