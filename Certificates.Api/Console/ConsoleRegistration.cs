using Certificates.Api.Access;
using Certificates.Api.Console.Authority;
using Certificates.Api.Console.Batches;
using Certificates.Api.Console.Certificates;
using Certificates.Api.Console.Inbox;
using Certificates.Api.Console.Me;
using Certificates.Api.Console.People;
using Certificates.Api.Console.SignIn;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Composition;
using Certificates.Core.Oversight;
using Certificates.Core.Privacy;
using Microsoft.AspNetCore.DataProtection;

namespace Certificates.Api.Console;

/// <summary>The console: pages for people, over the same rooms as the API.</summary>
internal static class ConsoleRegistration
{
    private const int BatchesAtStart = 5;

    /// <summary>Adds what the pages need.</summary>
    public static void AddConsole(this WebApplicationBuilder builder)
    {
        builder.Services.AddPages(typeof(ApiHost).Assembly);
        builder.Services.AddSingleton<ConsoleSession>().AddSingleton<Drafts>();
        builder.Services.AddPasskeys();
        builder.AddProvider();

        // They protect forms alone: sessions stand in the register. Processes that serve one console share the folder.
        var forms = Path.Combine(DataDirectory.Of(builder.Configuration).Path, "forms");
        PrivateFiles.CreateFolder(forms);
        builder.Services.AddDataProtection().SetApplicationName("Certificates.Api").PersistKeysToFileSystem(new DirectoryInfo(forms));
    }

    /// <summary>Maps the pages.</summary>
    public static void MapConsole(this WebApplication app)
    {
        app.MapAssets();
        app.MapHomePage();
        var console = app.MapGroup(ConsolePaths.Home).ExcludeFromDescription().AddEndpointFilter(new OwnFormsOnly());
        PromptForms.Of(console);
        console.MapGet("", StartAsync).RequireAuthorization(Policies.OfConsole(Policies.Read));
        console.MapSignIn();
        console.MapPasskeys();
        console.MapProvider();
        console.MapMe();
        console.MapOwnPasskeys();
        console.MapSendPages();
        console.MapBatchPages();
        console.MapInboxPages();
        console.MapCertificatePages();
        console.MapRecallPages();
        console.MapPeoplePages();
        console.MapPersonPages();
        console.MapChangePages();
        console.MapKeysPages();
        console.MapProposalPages();
        console.MapInstitutionPages();
        console.MapOccupationPages();
        console.MapOversightPages();
        console.MapRecordsPages();
    }

    private static async Task<IResult> StartAsync(
        Visitor visitor, HttpContext http, InstitutionBatches batches, Reconciliation reconciliation, CancellationToken cancellationToken)
    {
        var report = await reconciliation.ReceivedAsync(visitor.Seat, cancellationToken);
        var newest = await batches.ListAsync(visitor.Seat, status: null, after: null, BatchesAtStart, cancellationToken);
        var waiting = visitor.Seat.Role == ApiKeyRole.Auditor
            ? null
            : await Todo.OfAsync(http.RequestServices, visitor.Seat, cancellationToken);
        return Html.Page<StartPage>(
            StatusCodes.Status200OK, (nameof(StartPage.Visitor), visitor), (nameof(StartPage.Batches), newest.Items),
            (nameof(StartPage.Waiting), waiting?.Count),
            (nameof(StartPage.HasMore), waiting?.HasMore == true), (nameof(StartPage.Report), report));
    }
}
