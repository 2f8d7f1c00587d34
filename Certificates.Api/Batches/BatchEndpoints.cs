using System.Diagnostics.CodeAnalysis;
using Certificates.Api.Access;
using Certificates.Api.Batches.Templates;
using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Intake;
using Certificates.Core.Reports;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Certificates.Api.Batches;

/// <summary>Batches as they stand: the list, one, its rows.</summary>
internal static class BatchEndpoints
{
    public static void AddBatches(this IServiceCollection services) => services.AddSingleton<UploadReader>();

    /// <summary><c>/v1/batches</c> and <c>/v1/imports</c>.</summary>
    public static void MapBatches(this IEndpointRouteBuilder routes)
    {
        var batches = routes.MapGroup("/v1/batches").WithTags("Batches").RequireAuthorization(Policies.Read);
        batches.MapSubmission();
        batches.MapPreview();
        batches.MapRecordGet("", ListAsync).WithSummary("Batches, newest first")
            .WithDescription("An institution's own; all institutions' for authority and auditor. `status` asks for those of one "
                + "status, such as awaiting_approval.");
        batches.MapGet("/{id:guid}", FindAsync).WithSummary("A batch with its counts");
        batches.MapRecordGet("/{id:guid}/rows", RowsAsync).WithSummary("Its rows with every reason")
            .WithDescription("`outcome` asks for one of pending, issued, not_passed, rejected and duplicate, `held=true` for rows "
                + "a complaint holds back.");
        batches.MapDownloads();
        batches.MapDecisions();
        batches.MapHolds();
        batches.MapNotice();
        routes.MapTemplates();
        routes.MapImports();
    }

    private static async Task<Results<Ok<Page<BatchSummary>>, Problem>> ListAsync(
        string? status, [AsParameters] Paging paging, Caller caller, InstitutionBatches batches, CancellationToken cancellationToken)
    {
        if (!BatchStatuses.TryParse(status, out var wanted))
        {
            return Problem.Of(BatchStatuses.Unknown);
        }

        if (paging.Fault(after => Guid.TryParse(after, out _)) is { } fault)
        {
            return Problem.Of(fault);
        }

        var page = await batches.ListAsync(caller.Key, wanted, paging.After, paging.Count, cancellationToken);
        return TypedResults.Ok(page);
    }

    private static async Task<Results<Ok<BatchSummary>, Problem>> FindAsync(
        Guid id, Caller caller, InstitutionBatches batches, CancellationToken cancellationToken) =>
        await batches.FindAsync(id, caller.Key, cancellationToken) is { } batch ? TypedResults.Ok(batch) : Problem.NotFound;

    private static async Task<Results<Ok<Page<RowView>>, Problem>> RowsAsync(
        Guid id, string? outcome, bool? held, [AsParameters] Paging paging, Caller caller, InstitutionBatches batches,
            HttpContext http, CancellationToken cancellationToken)
    {
        if (!OutcomeOf.TryRead(outcome, out var wanted, out var unknown))
        {
            return Problem.Of(unknown);
        }

        if (paging.Fault(Paging.IsNumber) is { } fault)
        {
            return Problem.Of(fault);
        }

        if (await batches.FindAsync(id, caller.Key, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        var language = Problem.LanguageOf(http.Request);
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        var page = await batches.RowsAsync(id, wanted, held, paging.After, paging.Count, cancellationToken);
        return TypedResults.Ok(new Page<RowView>([.. page.Items.Select(row => RowView.Of(row, language))], page.Next));
    }
}

/// <summary>The query parameter <c>outcome</c>.</summary>
internal static class OutcomeOf
{
    /// <summary>Reads it; null without it.</summary>
    public static bool TryRead(string? outcome, out RowOutcome? read, [NotNullWhen(false)] out Refusal? refusal)
    {
        var isKnown = RowOutcomes.TryParse(outcome, out var parsed);
        var codes = string.Join(", ", Enum.GetValues<RowOutcome>().Select(each => each.Code()));
        read = isKnown ? parsed : null;
        refusal = isKnown || outcome is null ? null : new Refusal(RefusalCode.OutcomeUnknown, "outcome",
            $"outcome is one of {codes}.",
            $"outcome 应为以下之一：{codes}。");
        return refusal is null;
    }
}
