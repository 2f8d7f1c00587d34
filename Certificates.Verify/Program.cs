using Certificates.Core.Composition;
using Certificates.Verify.Bulk;
using Certificates.Verify.Guards;
using Certificates.Verify.Holder;
using Certificates.Verify.Log;
using Certificates.Verify.Lookup;
using Certificates.Verify.Offline;
using Certificates.Verify.Scan;
using Certificates.Verify.Shared;
using Certificates.Web.Hosting;
using Certificates.Web.Monitoring;

namespace Certificates.Verify;

/// <summary>The public verification site: reads the register with public keys only, and writes nothing but its desk.</summary>
public static class Program
{
    /// <summary>Runs the site; 1 when it cannot start. Anybody may <c>audit</c> a log and <c>check</c> a certificate without it.</summary>
    public static Task<int> Main(string[] args) => args is ["audit", .. var log] ? AuditCommand.RunAsync(log)
        : args is ["check", .. var certificate] ? CheckCommand.RunAsync(certificate)
        : ExitCode.OfAsync(
            async () =>
            {
                await using var app = Build(args);
                await app.RunAsync();
                return ExitCode.Success;
            },
            StartFaults.TellOf);

    /// <summary>Builds the site as a host with a container of its own, so that another process (the demo's) can run it as well.</summary>
    /// <param name="args">Command line, <c>--Key=value</c>.</param>
    /// <param name="configure">Last word on configuration and registrations; null is none.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = ServiceBuilder.Create(
            new WebApplicationOptions { Args = args, ApplicationName = typeof(Program).Assembly.GetName().Name }, configure);
        builder.Configuration.AddDefaults();
        builder.AddQuietLogging();
        builder.Services.AddCertificateVerification(builder.Configuration);
        builder.Services.AddSite();
        builder.Services.AddGuards(builder.Configuration);
        builder.Services.AddLookup();
        builder.Services.AddHolder();
        builder.Services.AddBulk();
        builder.Services.AddScan();
        builder.WebHost.LimitRequests();
        builder.AddMonitoring("Certificates.Verify");

        var app = builder.Build();
        app.UseGuards();
        app.UseSite();
        app.MapSite();
        app.MapLookup();
        app.MapHolder();
        app.MapBulk();
        app.MapScan();
        app.MapLog();
        return app;
    }
}
