using Certificates.Api.Access;
using static Certificates.Api.Console.FormText;
using Certificates.Api.Certificates;
using Certificates.Api.Console.Forms;
using Certificates.Api.Http;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Coding;
using Certificates.Core.Lifecycle;
using Certificates.Core.Register;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Certificates;

/// <summary>One certificate: as it stands, its history, and what may be asked for.</summary>
internal static class CertificatePages
{
    private static readonly ChangeKind[] OfStatus =
        [ChangeKind.Suspension, ChangeKind.Restoration, ChangeKind.Revocation, ChangeKind.Cancellation];

    public static void MapCertificatePages(this IEndpointRouteBuilder console)
    {
        var certificates = console.MapGroup("/certificates").RequireAuthorization(Policies.OfConsole(Policies.Read));
        certificates.MapSearchPages();
        certificates.MapGet("/{number}", (string number, string? said, HttpContext http) =>
            ShowAsync(number, new Shown { Said = said is "done" or "asked" ? said : null }, http));
        certificates.MapGet("/{number}/pdf", PdfAsync).WithMetadata(ApiHeaders.OfFramedPdf);
        certificates.MapGet("/{number}/photo", PhotoAsync);
        var acts = certificates.MapGroup("/{number}").RequireAuthorization(Policies.OfConsole(Policies.Act));
        acts.MapPost("/claim-code", RenewAsync);
        acts.MapCorrectionPages();
        var changes = acts.MapGroup("").TakeEvidence((http, refusals) =>
            ShowAsync(http.Part<string>("number"), new Shown { Refusals = refusals }, http));
        foreach (var kind in OfStatus)
        {
            changes.MapPost($"/{kind.Code()}", (
                string number, [FromForm] string? category, [FromForm] string? reason, [FromForm] string? evidenceSha256, HttpContext http,
                CertificateChanges made) =>
                ChangeAsync(kind, number, new ChangeBody(category, reason, Typed(evidenceSha256)), http, made));
        }
    }

    private static async Task<IResult> ShowAsync(string number, Shown shown, HttpContext http)
    {
        var (visitor, services, cancellationToken) = (Visitor.Of(http), http.RequestServices, http.RequestAborted);
        if (!CertificateNumber.TryParse(number, out var parsed, out _)
            || await services.GetRequiredService<IssuedCertificates>().FindAsync(parsed, visitor.Seat, cancellationToken)
                is not { } certificate)
        {
            return TypedResults.NotFound();
        }

        return Html.Page<CertificatePage>(
            shown.Refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(CertificatePage.Certificate), certificate), (nameof(CertificatePage.Session), visitor.Session),
            (nameof(CertificatePage.Row), await services.GetRequiredService<InstitutionBatches>()
                .RowOfAsync(certificate.Id, visitor.Seat, cancellationToken)),
            (nameof(CertificatePage.People),
                await PeopleAsync(visitor.Seat, services.GetRequiredService<ApiKeys>(), cancellationToken)),
            (nameof(CertificatePage.ClaimCode), shown.ClaimCode), (nameof(CertificatePage.Said), shown.Said),
            (nameof(CertificatePage.Refusals), shown.Refusals));
    }

    /// <summary>Names that the reader may know: of the own institution, or all.</summary>
    internal static async Task<IReadOnlyDictionary<long, string>> PeopleAsync(
        ApiKey reader, ApiKeys keys, CancellationToken cancellationToken) =>
        (await keys.ListAsync(reader, cancellationToken)).ToDictionary(key => key.Id, key => key.Owner ?? key.Person);

    private static async Task<IResult> PdfAsync(
        string number, int? version, Visitor visitor, IssuedCertificates issued, CancellationToken cancellationToken) =>
        CertificateNumber.TryParse(number, out var parsed, out _)
        && await issued.PdfAsync(parsed, version, visitor.Seat, cancellationToken) is { } pdf
            ? TypedResults.Bytes(pdf.Bytes, "application/pdf")
            : TypedResults.NotFound();

    private static async Task<IResult> PhotoAsync(
        string number, int? version, Visitor visitor, IssuedCertificates issued, CancellationToken cancellationToken) =>
        CertificateNumber.TryParse(number, out var parsed, out _)
        && await issued.PhotoAsync(parsed, version, visitor.Seat, cancellationToken) is { } photo
            ? TypedResults.Bytes(photo, "image/jpeg")
            : TypedResults.NotFound();

    private static async Task<IResult> RenewAsync(
        string number, IFormCollection _, Visitor visitor, HttpContext http, IssuedCertificates issued, CancellationToken cancellationToken)
    {
        var code = CertificateNumber.TryParse(number, out var parsed, out var _)
            ? await issued.RenewClaimCodeAsync(parsed, visitor.Seat, cancellationToken)
            : null;
        return await ShowAsync(number, new Shown { ClaimCode = code?.Grouped }, http);
    }

    private static async Task<IResult> ChangeAsync(
        ChangeKind kind, string number, ChangeBody body, HttpContext http, CertificateChanges changes)
    {
        if (!CertificateNumber.TryParse(number, out var parsed, out _))
        {
            return TypedResults.NotFound();
        }

        if (!ChangeGround.Read(body.Category, body.Reason, body.EvidenceSha256).TryGet(out var ground, out var refusals)
            || !(await changes.ChangeAsync(kind, ChangeTarget.Of(parsed), ground, Visitor.Of(http).Seat, http.RequestAborted))
                .TryGet(out var outcome, out refusals))
        {
            return await ShowAsync(number, new Shown { Refusals = refusals }, http);
        }

        return Results.LocalRedirect($"{ConsolePaths.Certificates}/{parsed}?said={(outcome.Request is null ? "done" : "asked")}");
    }

    private sealed record Shown
    {
        public string? ClaimCode { get; init; }
        public string? Said { get; init; }
        public Refusals? Refusals { get; init; }
    }
}
