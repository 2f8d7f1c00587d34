using Certificates.Core.Reports;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Verify.Holder;

/// <summary>The holder reports a mistake to the institution that issued the certificate.</summary>
internal static class ReportEndpoints
{
    /// <summary>Below <see cref="HolderPages.Address"/>.</summary>
    public static void MapReports(this IEndpointRouteBuilder my)
    {
        my.MapPost("/reports", SendAsync);

        // Where the language switch of the answer to that form leads.
        my.MapGet("/reports", () => Results.LocalRedirect(HolderPages.Address));
    }

    private static async Task<IResult> SendAsync(
        [FromForm] string? number, [FromForm] string? item, [FromForm] string? text,
        HttpContext http, MistakeReports reports, HolderSession session, HolderPages pages, CancellationToken cancellationToken)
    {
        if (await session.ContinueAsync(http, cancellationToken) is not { } holder)
        {
            return Results.LocalRedirect(HolderPages.Address);
        }

        var sent = await reports.SendAsync(holder, number, item, text, cancellationToken);
        return sent.TryGet(out var taken, out var refusals)
            ? Results.LocalRedirect($"{HolderPages.Address}#{ReportForm.IdOf("reports", taken)}")
            : await pages.OwnAsync(
                http, holder, share: null, new ReportRequest(number, item, text, refusals.First), copy: null, cancellationToken);
    }
}
