using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Access;

/// <summary>Who called what, for whoever oversees the service.</summary>
internal static class AccessRecordEndpoints
{
    /// <summary><c>/v1/access-records</c>, and below it who was not let in.</summary>
    public static void MapAccessRecords(this IEndpointRouteBuilder routes)
    {
        routes.MapRecordGet("/v1/access-records", ListAsync).WithTags("Keys").RequireAuthorization(Policies.Oversee)
            .WithSummary("Who called what, newest first")
            .WithDescription("Of one key (`keyId`), one certificate (`certificate`), one batch (`batch`), from a day to a day in China; a "
                + "call shows within seconds.");
        routes.MapRecordGet("/v1/access-records/refused", RefusedAsync).WithTags("Keys").RequireAuthorization(Policies.Oversee)
            .WithSummary("Who was not let in, newest first")
            .WithDescription("One item per address block (IPv4 /24, IPv6 /64), reason and minute, from a day to a day in China. "
                + $"Beyond {RefusedAccess.RowsADay} items a day the rest counts for the block `*`. `?site=true`: at the verification "
                + $"site's lists. More than {RefusedAccess.AtOnce} a minute of one block are answered late.");
    }

    private static async Task<Results<Ok<Page<RefusedAccessEntry>>, Problem>> RefusedAsync(
        bool? site,
        DateOnly? from,
        DateOnly? to,
        [AsParameters] Paging paging,
        RefusedAccess service,
        [FromKeyedServices(RefusedAccess.OfSite)] RefusedAccess ofSite,
        CancellationToken cancellationToken)
    {
        if (paging.Fault(Paging.IsNumber) is { } fault)
        {
            return Problem.Of(fault);
        }

        var page = await (site == true ? ofSite : service).ListAsync(from, to, paging.After, paging.Count, cancellationToken);
        return TypedResults.Ok(page);
    }

    private static async Task<Results<Ok<Page<AccessRecord>>, Problem>> ListAsync(
        long? keyId,
        string? certificate,
        Guid? batch,
        DateOnly? from,
        DateOnly? to,
        [AsParameters] Paging paging,
        AccessJournal journal,
        CancellationToken cancellationToken)
    {
        CertificateNumber? number = null;
        var fault = paging.Fault(Paging.IsNumber);
        if (fault is null && certificate is not null && !CertificateNumber.TryParse(certificate, out number, out var refusal))
        {
            fault = refusal;
        }

        if (fault is not null)
        {
            return Problem.Of(fault);
        }

        var page = await journal.ListAsync(keyId, number?.Value, batch, from, to, paging.After, paging.Count, cancellationToken);
        return TypedResults.Ok(page);
    }
}
