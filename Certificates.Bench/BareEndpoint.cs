using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Certificates.Bench;

/// <summary>Kestrel that does nothing but answer with the bytes of a file: what no look-up can be faster than.</summary>
internal static class BareEndpoint
{
    /// <summary>The argument that starts it.</summary>
    public const string Command = "bare";

    public static async Task ServeAsync(string url, string file, CancellationToken cancellationToken)
    {
        var body = await File.ReadAllBytesAsync(file, cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add(url);
        app.Run(http =>
        {
            (http.Response.ContentType, http.Response.ContentLength) = ("application/json; charset=utf-8", body.Length);
            return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
        });
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }
}
