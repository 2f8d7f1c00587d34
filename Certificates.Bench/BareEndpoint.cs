using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Certificates.Bench;

/// <summary>Kestrel that does nothing but answer with headers and bytes out of files: what no look-up can be faster than.</summary>
internal static class BareEndpoint
{
    /// <summary>The argument that starts it.</summary>
    public const string Command = "bare";

    public static async Task ServeAsync(string url, string file, CancellationToken cancellationToken)
    {
        var body = await File.ReadAllBytesAsync(file, cancellationToken);
        var headers = (await File.ReadAllLinesAsync(HeadersOf(file), cancellationToken))
            .Select(line => line.Split(": ", 2)).Select(pair => (Name: pair[0], Value: new StringValues(pair[1]))).ToArray();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add(url);
        app.Run(http =>
        {
            foreach (var (name, value) in headers)
            {
                http.Response.Headers[name] = value;
            }

            http.Response.ContentLength = body.Length;
            return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
        });
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    /// <summary>The file with the headers, a line each, that go with the bytes of a file.</summary>
    public static string HeadersOf(string file) => file + ".headers";
}
