using Certificates.Api.Console.Forms;
using Certificates.Core;
using static Certificates.Api.Console.FormText;
using Certificates.Core.Coding;
using Certificates.Core.Lifecycle;
using Certificates.Core.Register;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Certificates;

/// <summary>Correcting name, identity document or photo: old and new side by side.</summary>
internal static class CorrectionPages
{
    public static void MapCorrectionPages(this IEndpointRouteBuilder certificate)
    {
        certificate.MapGet("/correction", (
            string number, Visitor visitor, IssuedCertificates issued, CancellationToken cancellationToken) =>
            ShowAsync(number, visitor, issued, refusals: null, cancellationToken));
        certificate.MapPost("/correction", AskAsync)
            .TakeEvidence((http, refusals) => ShowAsync(
                http.Part<string>("number"), Visitor.Of(http), http.RequestServices.GetRequiredService<IssuedCertificates>(), refusals,
                http.RequestAborted));
    }

    private static async Task<IResult> ShowAsync(
        string number, Visitor visitor, IssuedCertificates issued, Refusals? refusals, CancellationToken cancellationToken) =>
        CertificateNumber.TryParse(number, out var parsed, out _)
        && await issued.FindAsync(parsed, visitor.Seat, cancellationToken) is { } certificate
            ? Html.Page<CorrectionPage>(
                refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
                (nameof(CorrectionPage.Certificate), certificate), (nameof(CorrectionPage.Session), visitor.Session),
                (nameof(CorrectionPage.Refusals), refusals))
            : TypedResults.NotFound();

    private static async Task<IResult> AskAsync(
        string number, [FromForm] string? name, [FromForm] string? idType, [FromForm] string? idNumber, [FromForm] string? category,
        [FromForm] string? reason, [FromForm] string? evidenceSha256, IFormFileCollection files, Visitor visitor, IssuedCertificates issued,
        CertificateChanges changes, CancellationToken cancellationToken)
    {
        if (!CertificateNumber.TryParse(number, out var parsed, out _))
        {
            return TypedResults.NotFound();
        }

        var correction = new Correction
        {
            Name = Typed(name),
            IdType = Typed(idType),
            IdNumber = Typed(idNumber),
            Photo = await PhotoAsync(files.GetFile("photo"), cancellationToken),
        };
        if (!ChangeGround.Read(category, reason, Typed(evidenceSha256)).TryGet(out var ground, out var refusals)
            || !(await changes.CorrectAsync(parsed, correction, ground, visitor.Seat, cancellationToken))
                .TryGet(out var outcome, out refusals))
        {
            return await ShowAsync(number, visitor, issued, refusals, cancellationToken);
        }

        return Results.LocalRedirect($"{ConsolePaths.Certificates}/{parsed}?said={(outcome.Request is null ? "done" : "asked")}");
    }

    private static async Task<ReadOnlyMemory<byte>?> PhotoAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null or { Length: 0 })
        {
            return null;
        }

        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
