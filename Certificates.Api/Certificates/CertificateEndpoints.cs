using Certificates.Api.Access;
using Certificates.Core.Coding;
using Certificates.Core.Register;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Certificates.Api.Certificates;

/// <summary>Issued certificates: the record, the signed PDF, the pick-up code.</summary>
internal static class CertificateEndpoints
{
    private const string PdfType = "application/pdf", SealType = "application/octet-stream";

    /// <summary><c>/v1/certificates</c>, their changes, and <c>/v1/requests</c> for those.</summary>
    public static void MapCertificates(this IEndpointRouteBuilder routes)
    {
        var certificates = routes.MapGroup("/v1/certificates/{number}").WithTags("Certificates");
        certificates.MapGet("", FindAsync).RequireAuthorization(Policies.Read).WithSummary("A certificate with its versions and events");
        certificates.MapGet("/pdf", PdfAsync).RequireAuthorization(Policies.Read)
            .Produces(StatusCodes.Status200OK, contentType: PdfType).Produces(StatusCodes.Status304NotModified)
            .WithSummary("Its signed PDF")
            .WithDescription("Of the version in force, or of `version`; the strong ETag is the SHA-256 of the file.");
        certificates.MapGet("/seal", SealAsync).RequireAuthorization(Policies.Read)
            .Produces(StatusCodes.Status200OK, contentType: SealType)
            .WithSummary("The institution's electronic seal over its PDF")
            .WithDescription("An SES_Signature of GB/T 38540-2020 in DER over the PDF of the version in force, or of `version`.");
        certificates.MapPost("/claim-code", RenewClaimCodeAsync).RequireAuthorization(Policies.Act)
            .WithSummary("A new pick-up code (领取码)")
            .WithDescription("The old one ends.");
        routes.MapGet("/v1/certificates/by-id/{id:long}", FindByIdAsync).WithTags("Certificates").RequireAuthorization(Policies.Read)
            .WithSummary("A certificate by its id")
            .WithDescription("Reaches one issued before this system too, whatever stands on its paper; `number` is what other calls take.");
        routes.MapSearch();
        routes.MapChanges();
        routes.MapRequests();
    }

    private static async Task<Results<Ok<IssuedCertificate>, Problem>> FindAsync(
        string number, Caller caller, IssuedCertificates certificates, CancellationToken cancellationToken)
    {
        if (!CertificateNumber.TryParse(number, out var parsed, out var refusal))
        {
            return Problem.Of(refusal);
        }

        return await certificates.FindAsync(parsed, caller.Key, cancellationToken) is { } certificate
            ? TypedResults.Ok(certificate)
            : Problem.NotFound;
    }

    private static async Task<Results<Ok<IssuedCertificate>, Problem>> FindByIdAsync(
        long id, Caller caller, IssuedCertificates certificates, CancellationToken cancellationToken) =>
        await certificates.FindAsync(id, caller.Key, cancellationToken) is { } certificate
            ? TypedResults.Ok(certificate)
            : Problem.NotFound;

    private static async Task<Results<FileContentHttpResult, Problem>> PdfAsync(
        string number, int? version, Caller caller, HttpResponse response, IssuedCertificates certificates,
            CancellationToken cancellationToken)
    {
        if (!CertificateNumber.TryParse(number, out var parsed, out var refusal))
        {
            return Problem.Of(refusal);
        }

        if (await certificates.PdfAsync(parsed, version, caller.Key, cancellationToken) is not { } pdf)
        {
            return Problem.NotFound;
        }

        // The caller alone may keep it, and asks each time whether it still is the version in force.
        response.Headers.CacheControl = "private, no-cache";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(pdf.Sha256.Span)}\"");
        return TypedResults.Bytes(pdf.Bytes, PdfType, $"{pdf.Number}.pdf", entityTag: tag);
    }

    private static async Task<Results<FileContentHttpResult, Problem>> SealAsync(
        string number, int? version, Caller caller, HttpResponse response, IssuedCertificates certificates,
        CancellationToken cancellationToken)
    {
        if (!CertificateNumber.TryParse(number, out var parsed, out var refusal))
        {
            return Problem.Of(refusal);
        }

        if (await certificates.SealAsync(parsed, version, caller.Key, cancellationToken) is not { } seal)
        {
            return Problem.NotFound;
        }

        response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Bytes(seal.Value, SealType, $"{seal.Number}-seal.der");
    }

    private static async Task<Results<Ok<ClaimCodeView>, Problem>> RenewClaimCodeAsync(
        string number, Caller caller, IssuedCertificates certificates, CancellationToken cancellationToken)
    {
        if (!CertificateNumber.TryParse(number, out var parsed, out var refusal))
        {
            return Problem.Of(refusal);
        }

        return await certificates.RenewClaimCodeAsync(parsed, caller.Key, cancellationToken) is { } code
            ? TypedResults.Ok(new ClaimCodeView(code.Grouped))
            : Problem.NotFound;
    }
}

/// <summary>A pick-up code.</summary>
/// <param name="ClaimCode">领取码, to be handed to the holder.</param>
internal sealed record ClaimCodeView(string ClaimCode);
