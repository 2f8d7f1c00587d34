using Certificates.Core;
using Certificates.Core.Verifying.Sessions;
using Certificates.Verify.Guards;
using Certificates.Web.Health;
using Certificates.Web.Problems;
using Certificates.Web.Reference;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Certificates.Verify.Shared;

/// <summary>What every feature of the site stands on: languages, problem documents, assets, reference page, health.</summary>
internal static class Site
{
    public static void AddSite(this IServiceCollection services)
    {
        // Before all that reads the desk as it starts.
        services.AddHostedService<DeskUpkeep>();
        services.AddPages(typeof(Program).Assembly);
        services.AddProblemPages();
        services.AddOpenApi(openApi =>
        {
            openApi.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "专业技术等级证书查验 · Certificate verification";
                document.Info.Description = "Verifies professional technical grade certificates. Errors are RFC 9457 problem "
                    + "documents with a code.";
                return Task.CompletedTask;
            });

            openApi.AddDocumentTransformer(new ReferenceDocument(
                ReferenceData.Of(typeof(Program).Assembly), server: "/", RefusalCode.FileTooLarge));
        });
        services.AddHealthChecks().AddCheck<RegisterHealth>("register").AddCheck<DeskHealth>("desk").AddCheck<DiskHealth>("disk")
            .AddCheck<SealHealth>("seals");
        services.AddDataProtection().SetApplicationName("Certificates.Verify");
        services.AddOptions<KeyManagementOptions>().Configure<CookieKeys>((options, keys) => options.XmlRepository = new DeskKeys(keys));
    }

    public static void UseSite(this WebApplication app)
    {
        app.UseLanguages();
        app.UseProblems();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<SharedAddressLimit>();
        app.UseRequestTimeouts();
        app.UseAntiforgery();
    }

    public static void MapSite(this WebApplication app)
    {
        app.MapAssets();
        app.MapProblemPages();
        app.MapOpenApi();
        app.MapReferencePage("Certificate verification API");
        app.MapHealth();
    }
}
