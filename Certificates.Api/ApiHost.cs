using Certificates.Api.Access;
using Certificates.Api.Batches;
using Certificates.Api.Certificates;
using Certificates.Api.Console;
using Certificates.Api.Console.Slips;
using Certificates.Api.Directories;
using Certificates.Api.Health;
using Certificates.Api.Http;
using Certificates.Api.Notices;
using Certificates.Api.Oversight;
using Certificates.Api.Reports;
using Certificates.Api.Workers;
using Certificates.Core.Composition;
using Certificates.Core.Recovery;
using Certificates.Core.Register.Making;
using Certificates.Web.Guards;
using Certificates.Web.Health;
using Certificates.Web.Hosting;
using Certificates.Web.Monitoring;
using Certificates.Web.Problems;

namespace Certificates.Api;

/// <summary>Puts the issuing API together; the service, the demo and the tests run this same one.</summary>
internal static class ApiHost
{
    /// <summary>Runs the service until it is told to stop.</summary>
    /// <param name="args">Settings as <c>--Key=value</c>.</param>
    public static Task<int> ServeAsync(string[] args) => ExitCode.OfAsync(
        async () =>
        {
            await using var app = Build(args);
            await SetUpAsync(app, CancellationToken.None);
            await app.RunAsync();
            return ExitCode.Success;
        },
        RegisterFaults.TellOf);

    /// <summary>Builds the service without starting it.</summary>
    /// <param name="args">Settings as <c>--Key=value</c>.</param>
    /// <param name="adjust">Last say over settings and parts.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        // The settings file lies beside the program; the data directory is the working directory's.
        var builder = ServiceBuilder.Create(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }, adjust);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddCertificateIssuing(builder.Configuration);
        builder.Services.AddBatches();
        builder.Services.AddWorkers();
        builder.AddMonitoring("Certificates.Api");
        builder.Services.AddAccess();
        builder.Services.AddApiJson();
        builder.Services.AddApiProblems();
        builder.Services.AddApiReference();
        builder.Services.AddHealth();
        builder.AddConsole();
        builder.AddTransport();

        var app = builder.Build();
        app.UseTransport();
        app.UseLanguages();
        app.UseProblems();
        app.UseRefusedAccessRecording();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAccessRecording();
        app.UseMiddleware<PromptForms>();
        app.UseAntiforgery();
        app.UseMiddleware<FormTokens>();
        app.MapBatches();
        app.MapCertificates();
        app.MapMistakeReports();
        app.MapDirectories();
        app.MapReconciliation();
        app.MapKeys();
        app.MapAccessRecords();
        app.MapApiReference();
        app.MapHealth();
        app.MapConsole();
        app.MapSlips();
        app.MapNotices();
        return app;
    }

    /// <summary>How long a body may be, whose word on the caller's address counts, and that browsers come by https from then on.</summary>
    private static void AddTransport(this WebApplicationBuilder builder)
    {
        // Whoever has a key sends files beside this; a correction with its photo has a third of it.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1024 * 1024);
        builder.Services.AddTrustedProxies(builder.Configuration);
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
    }

    private static void UseTransport(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseHsts();
        app.UseMiddleware<SecurityHeaders>(ApiHeaders.Policy);
    }

    /// <summary>
    /// Brings the register up to date, refuses one that is behind what was issued, and tries the keys out; before the first request and
    /// the first row.
    /// </summary>
    public static async Task SetUpAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await OpenAsync(app, cancellationToken);
        app.Services.GetRequiredService<TrialCertificate>().Require();
    }

    /// <summary>The same for a command that issues nothing.</summary>
    public static async Task OpenAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await app.Services.GetRequiredService<RegisterSetUp>().SetUpAsync(cancellationToken);
        await app.Services.GetRequiredService<RegisterRecovery>().RequireAsync(cancellationToken);
    }
}
