using Certificates.Core;
using Certificates.Verify.Bulk;
using Certificates.Verify.Guards;
using Certificates.Verify.Holder;
using Certificates.Verify.Lookup;
using Certificates.Verify.Shared;

namespace Certificates.Verify;

/// <summary>The public verification site: reads the register with public keys only, and writes nothing but its desk.</summary>
public static class Program
{
    /// <summary>Runs the site until it is told to stop.</summary>
    public static Task Main(string[] args) => Build(args).RunAsync();

    /// <summary>Builds the site as a host with a container of its own, so that another process (the demo's) can run it as well.</summary>
    /// <param name="args">Command line, <c>--Key=value</c>.</param>
    /// <param name="configure">Last word on configuration and registrations; null is none.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ApplicationName = typeof(Program).Assembly.GetName().Name });
        builder.Configuration.AddDefaults();
        builder.AddQuietLogging();
        configure?.Invoke(builder);

        builder.Services.AddCertificateVerification(builder.Configuration);
        builder.Services.AddSite();
        builder.Services.AddGuards(builder.Configuration);
        builder.Services.AddLookup();
        builder.Services.AddHolder();
        builder.Services.AddBulk();
        builder.WebHost.LimitRequests();

        var app = builder.Build();
        app.UseGuards();
        app.UseSite();
        app.MapSite();
        app.MapLookup();
        app.MapHolder();
        app.MapBulk();
        return app;
    }
}
