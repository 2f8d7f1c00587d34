namespace Certificates.Web.Hosting;

/// <summary>What every service of ours starts from.</summary>
internal static class ServiceBuilder
{
    private const int MaxHeaderBytes = 32 * 1024;

    /// <summary>A builder with settings from files, no path of a request in its log, and a server that does not say what it is.</summary>
    /// <param name="options">Arguments and places.</param>
    /// <param name="adjust">Last say over settings and parts; null is none.</param>
    public static WebApplicationBuilder Create(WebApplicationOptions options, Action<WebApplicationBuilder>? adjust)
    {
        var builder = WebApplication.CreateBuilder(options);
        builder.Configuration.AddSecretFiles();
        adjust?.Invoke(builder);
        FrameworkSettings.Require(builder.Configuration);

        // Whoever may read logs must not read who was asked about: the paths of requests tell it. This is no setting.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.AddHostedService<SpoolSweep>();
        return builder;
    }
}
