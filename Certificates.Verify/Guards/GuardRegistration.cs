using Certificates.Web.Guards;
using Certificates.Web.Hosting;

namespace Certificates.Verify.Guards;

/// <summary>What stands between the public and the register.</summary>
internal static class GuardRegistration
{
    private const long LargestBody = 64 * 1024;

    public static void AddGuards(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<LimitOptions, LimitOptionsValidator>(configuration.GetSection(LimitOptions.Section));
        services.AddAddressLimit();
        services.AddRequestTimeouts(options => options.DefaultPolicy = new() { Timeout = TimeSpan.FromSeconds(15) });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.AddTrustedProxies(configuration);
    }

    /// <summary>Small bodies only; the endpoints that take files say their own size.</summary>
    public static void LimitRequests(this IWebHostBuilder host) =>
        host.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);

    public static void UseGuards(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseHsts();
        app.UseMiddleware<SecurityHeaders>(SiteHeaders.Policy);
    }

    /// <summary>
    /// The framework puts the path of a request into the scope of every line, and ours hold tokens and share codes: it logs from
    /// warnings on. It logs no stale form either (antiforgery), nor keys that it does not encrypt
    /// itself (data protection): the desk does.
    /// </summary>
    public static void AddQuietLogging(this WebApplicationBuilder builder) => builder.Logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        .AddFilter("System.Net", LogLevel.Warning);
}
