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
    /// <summary><c>/v1/access-records</c>.</summary>
    public static void MapAccessRecords(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/access-records", ListAsync).WithTags("Keys").RequireAuthorization(Policies.Oversee)
            .WithSummary("Who called what, newest first")
            .WithDescription("Of one key (`keyId`), one certificate (`certificate`), from a day to a day in China; a call shows "
                + "within seconds.");

    private static async Task<Results<Ok<Page<AccessRecord>>, Problem>> ListAsync(
        long? keyId,
        string? certificate,
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

        var page = await journal.ListAsync(keyId, number?.Value, from, to, paging.After, paging.Count, cancellationToken);
        return TypedResults.Ok(page);
    }
}
