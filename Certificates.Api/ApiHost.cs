using Certificates.Api.Access;
using Certificates.Api.Batches;
using Certificates.Api.Certificates;
using Certificates.Api.Console;
using Certificates.Api.Directories;
using Certificates.Api.Http;
using Certificates.Api.Monitoring;
using Certificates.Api.Oversight;
using Certificates.Api.Reports;
using Certificates.Api.Workers;
using Certificates.Core.Composition;
using Certificates.Core.Privacy;
using Certificates.Core.Recovery;

namespace Certificates.Api;

/// <summary>Puts the issuing API together; the service, the demo and the tests run this same one.</summary>
internal static class ApiHost
{
    private const int MaxHeaderBytes = 32 * 1024;

    /// <summary>Runs the service until it is told to stop.</summary>
    /// <param name="args">Settings as <c>--Key=value</c>.</param>
    public static async Task<int> ServeAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await SetUpAsync(app, CancellationToken.None);
            await app.RunAsync();
            return ExitCode.Success;
        }
        catch (Exception e) when (StartFaults.TellOf(e) is { } fault)
        {
            await System.Console.Error.WriteLineAsync(fault);
            return ExitCode.Failure;
        }
    }

    /// <summary>Builds the service without starting it.</summary>
    /// <param name="args">Settings as <c>--Key=value</c>.</param>
    /// <param name="adjust">Last say over settings and parts.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        // The settings file lies beside the program; the data directory is the working directory's.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddSecretFiles();
        adjust?.Invoke(builder);

        // Whoever may read logs must not read who was asked about: the paths of requests tell it. This is no setting.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddCertificateIssuing(builder.Configuration);
        builder.Services.AddSingleton<UploadReader>();
        builder.Services.AddHostedService<IssuingWorker>();
        builder.Services.AddHostedService<SelfCheckWorker>();
        builder.Services.AddHostedService<AccessRecordWriter>();
        builder.Services.AddHostedService<QueueWatch>();
        builder.AddMonitoring();
        builder.Services.AddHostedService<HeartbeatWorker>();
        builder.Services.AddApiKeyAccess();
        builder.Services.AddApiJson();
        builder.Services.AddApiReference();
        builder.Services.AddHealthChecks().AddCheck<RegisterHealth>("register", tags: [RegisterHealth.Tag])
            .AddCheck<SelfCheckHealth>("self-check", tags: [RegisterHealth.Tag]);

        var app = builder.Build();
        app.UseGuardHeaders();
        app.UseProblems();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAccessRecording();
        app.MapBatches();
        app.MapImports();
        app.MapCertificates();
        app.MapChanges();
        app.MapRequests();
        app.MapMistakeReports();
        app.MapDirectories();
        app.MapReconciliation();
        app.MapKeys();
        app.MapAccessRecords();
        app.MapApiReference();
        app.MapHealth();
        app.MapHomePage();
        return app;
    }

    /// <summary>Brings the register up to date, and refuses one that is behind what was issued; before the first request and the first row.</summary>
    public static async Task SetUpAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await app.Services.GetRequiredService<RegisterSetUp>().SetUpAsync(cancellationToken);
        await app.Services.GetRequiredService<RegisterRecovery>().RequireAsync(cancellationToken);
    }
}
