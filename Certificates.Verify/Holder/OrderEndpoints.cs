using System.Globalization;
using System.Text;
using Certificates.Core;
using Certificates.Core.Copies;
using Certificates.Verify.Shared;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Verify.Holder;

/// <summary>
/// The holder orders an open credential or an annotated copy, and fetches it once the issuing service has signed it. A form is answered
/// when that was done, or after a few seconds by a page that says that it is not yet.
/// </summary>
internal static class OrderEndpoints
{
    private const int Looks = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Below <see cref="HolderPages.Address"/>.</summary>
    public static void MapOrders(this IEndpointRouteBuilder my)
    {
        my.MapPost("/credentials", OrderCredentialAsync);
        my.MapPost("/copies", OrderCopyAsync);

        // Where the language switch of the answer to that form leads.
        my.MapGet("/copies", () => Results.LocalRedirect(HolderPages.Address));
        my.MapGet("/orders/{id:guid}/pdf", (Guid id, HttpContext http, HolderOrders orders, CancellationToken cancellationToken) =>
            orders.FetchAsync(http, id, CopyKind.Copy, Pdf, cancellationToken));
        my.MapGet("/orders/{id:guid}/jwt", (Guid id, HttpContext http, HolderOrders orders, CancellationToken cancellationToken) =>
            orders.FetchAsync(http, id, CopyKind.Credential, Jwt, cancellationToken));
        my.MapGet("/orders/{id:guid}/json", (Guid id, HttpContext http, HolderOrders orders, CancellationToken cancellationToken) =>
            orders.FetchAsync(http, id, CopyKind.Credential, Enveloped, cancellationToken));
    }

    private static async Task<IResult> OrderCopyAsync(
        [FromForm] string? number, [FromForm] string? purpose, [FromForm] string? words, [FromForm] string? days,
        HttpContext http, CopyOrders orders, HolderSession session, HolderPages pages, CancellationToken cancellationToken)
    {
        if (await session.ContinueAsync(http, cancellationToken) is not { } holder)
        {
            return Results.LocalRedirect(HolderPages.Address);
        }

        var life = int.TryParse(days, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture,
            out var typed) ? typed : 0;
        var ordered = await orders.OrderCopyAsync(holder, number, purpose, words, life, cancellationToken);
        if (!ordered.TryGet(out var id, out var refusals))
        {
            return await pages.OwnAsync(
                http, holder, share: null, report: null, new CopyRequest(number, purpose, words, days, refusals.First), cancellationToken);
        }

        await WaitAsync(orders, id, cancellationToken);
        return Results.LocalRedirect($"{HolderPages.Address}#{CopyForm.IdOf("list", number)}");
    }

    private static async Task<IResult> OrderCredentialAsync(
        [FromForm] string? number, HttpContext http, CopyOrders orders, HolderSession session, HolderPages pages,
        CancellationToken cancellationToken)
    {
        if (await session.ContinueAsync(http, cancellationToken) is not { } holder)
        {
            return Results.LocalRedirect(HolderPages.Address);
        }

        var ordered = await orders.OrderCredentialAsync(holder, number, cancellationToken);
        if (!ordered.TryGet(out var id, out var refusals))
        {
            return refusals.First.Code == RefusalCode.SessionEnded
                ? await pages.EndedAsync(http, refusals.First, cancellationToken)
                : ProblemPages.Of(refusals.First.Code, refusals.First.Code.Kind.Status());
        }

        await WaitAsync(orders, id, cancellationToken);
        return Results.LocalRedirect($"{HolderPages.Address}#credential-{number}");
    }

    /// <summary>Waits a few seconds for the issuing service, which looks each second.</summary>
    private static async Task WaitAsync(CopyOrders orders, Guid id, CancellationToken cancellationToken)
    {
        for (var look = 0; look < Looks && !await orders.IsAnsweredAsync(id, cancellationToken); look++)
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static IResult Pdf(OrderedFile file) => Results.File(file.Bytes.ToArray(), "application/pdf", $"{file.Number}-copy.pdf");

    private static IResult Jwt(OrderedFile file) => Results.File(file.Bytes.ToArray(), "application/vc+jwt", $"{file.Number}.jwt");

    /// <summary>The same in an envelope of JSON, for what takes nothing else (W3C Verifiable Credentials 2.0, 4.13).</summary>
    private static IResult Enveloped(OrderedFile file) => Results.File(
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["@context"] = "https://www.w3.org/ns/credentials/v2",
            ["id"] = $"data:application/vc+jwt,{Encoding.ASCII.GetString(file.Bytes.Span)}",
            ["type"] = "EnvelopedVerifiableCredential",
        }),
        "application/vc+ld+json",
        $"{file.Number}.json");
}

/// <summary>What the issuing service signed for a holder, as it is fetched.</summary>
internal sealed class HolderOrders(CopyOrders orders, HolderSession session, HolderPages pages)
{
    /// <summary>An ordered file; the sign-in form, or a page that says that there is none.</summary>
    public async Task<IResult> FetchAsync(
        HttpContext http, Guid id, CopyKind kind, Func<OrderedFile, IResult> answer, CancellationToken cancellationToken)
    {
        if (await session.ContinueAsync(http, cancellationToken) is not { } holder)
        {
            return Results.LocalRedirect(HolderPages.Address);
        }

        if ((await orders.FetchAsync(holder, id, cancellationToken)).TryGet(out var file, out var refusals))
        {
            return file.Kind == kind ? answer(file) : ProblemPages.Of(RefusalCode.CertificateNotFound, StatusCodes.Status404NotFound);
        }

        var refusal = refusals.First;
        return refusal.Code == RefusalCode.SessionEnded
            ? await pages.EndedAsync(http, refusal, cancellationToken)
            : ProblemPages.Of(refusal.Code, refusal.Code.Kind.Status());
    }
}
