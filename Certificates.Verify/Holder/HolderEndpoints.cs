using System.Globalization;
using Certificates.Core;
using Certificates.Core.Register;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Guarding;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Verify.Holder;

/// <summary>
/// The holder's own page: signing in and out, the signed files, share codes, reports. Every form is guarded against forgery.
/// </summary>
internal static class HolderEndpoints
{
    public static void AddHolder(this IServiceCollection services) => services
        .AddSingleton<HolderSession>().AddSingleton<HolderPages>().AddSingleton<HolderOrders>().AddSingleton<HolderFiles>();

    public static void MapHolder(this WebApplication app)
    {
        app.MapShared();
        var my = app.MapGroup(HolderPages.Address).ExcludeFromDescription();
        my.MapGet("", ShowAsync);
        my.MapPost("", SignInAsync);
        my.MapPost("/sign-out", async (IFormCollection _, HttpContext http, HolderSession session, CancellationToken cancellationToken) =>
        {
            await session.EndAsync(http, cancellationToken);
            return Home();
        });
        my.MapGet("/certificates/{number}/pdf", PdfAsync);
        my.MapMetadata();
        my.MapReports();
        my.MapOrders();
        my.MapPost("/share-codes", ShareAsync);
        my.MapPost("/share-codes/revocation", RevokeAsync);

        // Where the language switch of the answer to that form leads.
        my.MapGet("/share-codes", Home);
    }

    private static IResult Home() => Results.LocalRedirect(HolderPages.Address);

    private static async Task<IResult> ShowAsync(
        HttpContext http, HolderSession session, HolderPages pages, CancellationToken cancellationToken) =>
        await session.ContinueAsync(http, cancellationToken) is { } holder
            ? await pages.OwnAsync(http, holder, share: null, report: null, copy: null, cancellationToken)
            : HolderPages.SignIn();

    private static async Task<IResult> SignInAsync(
        [FromForm] string? number, [FromForm] string? idNumber, [FromForm] string? claimCode,
        HttpContext http, Holders holders, HolderSession session, HolderGuard guard, CancellationToken cancellationToken)
    {
        var (form, asker) = (new SignInForm(number, idNumber, claimCode), Asker.At(http.Connection.RemoteIpAddress));
        if (form.Missing() is { } missing)
        {
            return HolderPages.SignIn(form, missing);
        }

        if (await guard.SignInWaitAsync(asker, number, cancellationToken) is { } early)
        {
            return HolderPages.Wait(http, form, early);
        }

        if ((await holders.SignInAsync(number, idNumber, claimCode, cancellationToken)).TryGet(out var holder, out var refusals))
        {
            await session.OpenAsync(http, holder, cancellationToken);
            return Home();
        }

        // A mistyped number was not looked up, and tells nothing.
        return refusals.First.Code == RefusalCode.SignInFailed
            && await guard.CountSignInAsync(asker, number, cancellationToken) is { } late
            ? HolderPages.Wait(http, form, late)
            : HolderPages.SignIn(form, refusals.First);
    }

    private static Task<IResult> PdfAsync(
        string number, HttpContext http, Holders holders, HolderFiles files, CancellationToken cancellationToken) => files.AnswerAsync(
            http,
            holder => holders.PdfAsync(holder, number, cancellationToken),
            pdf => Results.File(pdf.Bytes.ToArray(), "application/pdf", $"{pdf.Number}.pdf"),
            cancellationToken);

    private static async Task<IResult> ShareAsync(
        [FromForm] string? number, [FromForm] string? purpose, [FromForm] string? days, [FromForm] string? withPhoto,
        HttpContext http, ShareCodes codes, HolderSession session, HolderPages pages, CancellationToken cancellationToken)
    {
        if (await session.ContinueAsync(http, cancellationToken) is not { } holder)
        {
            return Home();
        }

        var asked = new ShareRequest(number, purpose, days, withPhoto is not null);
        var life = int.TryParse(days, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture,
            out var typed) ? typed : 0;
        var made = await codes.CreateAsync(holder, number, purpose, asked.WithPhoto, life, cancellationToken);
        asked = made.TryGet(out var code, out var refusals) ? asked with { Code = code } : asked with { Refusal = refusals.First };
        return await pages.OwnAsync(http, holder, asked, report: null, copy: null, cancellationToken);
    }

    private static async Task<IResult> RevokeAsync(
        [FromForm] string? id, HttpContext http, ShareCodes codes, HolderSession session, CancellationToken cancellationToken)
    {
        if (await session.ContinueAsync(http, cancellationToken) is { } holder
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var known))
        {
            await codes.RevokeAsync(holder, known, cancellationToken);
        }

        return Home();
    }
}
