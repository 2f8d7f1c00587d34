using System.Net;
using Certificates.Web.Guards;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Certificates.Verify.Guards;

/// <summary>What stands between the public and the register.</summary>
internal static class GuardRegistration
{
    private const long LargestBody = 64 * 1024;

    public static void AddGuards(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>();
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection(LimitOptions.Section)).ValidateOnStart();
        services.AddAddressLimit();
        services.AddRequestTimeouts(options => options.DefaultPolicy = new() { Timeout = TimeSpan.FromSeconds(15) });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.AddOptions<ForwardedHeadersOptions>().Configure(options => TrustProxies(options, configuration));
    }

    /// <summary>Small bodies and prompt senders only; the endpoints that take files say their own size.</summary>
    public static void LimitRequests(this IWebHostBuilder host) => host.ConfigureKestrel(kestrel =>
    {
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    });

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

    /// <summary>
    /// Forwarded headers count from the proxies in <c>Proxies</c> (addresses or networks, as a list or one after the other in one value)
    /// alone; from anyone else they are ignored.
    /// </summary>
    private static void TrustProxies(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        var section = configuration.GetSection("Proxies");
        var separators = new[] { ',', ';', ' ' };
        string[] proxies =
        [
            .. section.GetChildren().Select(proxy => proxy.Value ?? "").Prepend(section.Value ?? "")
                .SelectMany(list => list.Split(separators, StringSplitOptions.RemoveEmptyEntries)),
        ];
        options.ForwardedHeaders = proxies.Length == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new OptionsValidationException("Proxies", typeof(string[]),
                    [$"Proxies has '{proxy}': give an address or a network such as 10.0.0.0/8."]);
            }
        }
    }
}
