using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Certificates.Web.Guards;

/// <summary>Whose word on the caller's address and on https is believed; <c>UseForwardedHeaders</c> goes first in the pipeline.</summary>
internal static class TrustedProxies
{
    /// <summary>Adds the proxies of the settings.</summary>
    public static void AddTrustedProxies(this IServiceCollection services, IConfiguration configuration) =>
        services.AddOptions<ForwardedHeadersOptions>().Configure(options => Trust(options, configuration)).ValidateOnStart();

    /// <summary>
    /// Forwarded headers count from the proxies in <c>Proxies</c> (addresses or networks, as a list or one after the other in one value)
    /// alone; from anyone else they are ignored.
    /// </summary>
    private static void Trust(ForwardedHeadersOptions options, IConfiguration configuration)
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
