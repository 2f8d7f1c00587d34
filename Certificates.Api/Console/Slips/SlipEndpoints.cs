using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Batches.Slips;
using Certificates.Core.Composition;
using Certificates.Web.Problems;
using Microsoft.Extensions.Options;

namespace Certificates.Api.Console.Slips;

/// <summary>Pick-up slips of a batch, for whoever hands them out.</summary>
internal static class SlipEndpoints
{
    /// <summary>Slips a page: 100 sheets of A4.</summary>
    private const int SlipsAPage = 300;

    /// <summary><c>/console/batches/{id}/slips</c>.</summary>
    public static void MapSlips(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ConsolePaths.Batches + "/{id:guid}/slips", ShowAsync).ExcludeFromDescription()
            .RequireAuthorization(Policies.OfConsole(Policies.Send));

    private static async Task<IResult> ShowAsync(
        Guid id, string? after, Visitor visitor, InstitutionBatches batches, PickUpSlips slips, IOptions<VerificationOptions> site,
            CancellationToken cancellationToken)
    {
        if (await batches.FindAsync(id, visitor.Seat, cancellationToken) is not { } batch)
        {
            var missing = new Refusal(RefusalCode.NotFound);
            return Html.Page<ConsoleProblem>(missing.Code.Kind.Status(), (nameof(ConsoleProblem.Code), missing));
        }

        var page = await slips.OfBatchAsync(id, visitor.Seat, after, SlipsAPage, cancellationToken);
        return Html.Page<SlipsPage>(
            StatusCodes.Status200OK,
            (nameof(SlipsPage.Slips), page),
            (nameof(SlipsPage.Batch), batch.FileName),
            (nameof(SlipsPage.Site), site.Value.BaseUrl));
    }
}
