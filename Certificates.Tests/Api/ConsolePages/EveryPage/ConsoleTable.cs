extern alias Api;

using System.Text.RegularExpressions;
using Api::Certificates.Api.Console;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>Every endpoint of the console, of the compiled service; what a walk over it does not know turns the walk red.</summary>
internal static partial class ConsoleTable
{
    /// <summary>Starts a service that has all of them, those of passkeys and of a provider of sign-ins too, which nobody asks.</summary>
    public static async Task<RunningApi> StartAsync(string secretFile)
    {
        await File.WriteAllTextAsync(secretFile, "a secret of the tests alone");
        return await RunningApi.StartAsync(
            clock: null, ("Console:BaseUrl", "http://localhost"), ("Console:Oidc:Authority", "http://127.0.0.1:1"),
            ("Console:Oidc:ClientId", "console"), ("Console:Oidc:ClientSecretFile", secretFile), ("Console:Oidc:Acr", "strong"));
    }

    public static IReadOnlyList<Row> Of(RunningApi api)
    {
        List<Row> rows =
        [
            .. api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(endpoint => new Row(
                Constraint().Replace(endpoint.RoutePattern.RawText!, "").TrimEnd('/'),
                endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST", StringComparer.Ordinal) == true,
                endpoint.Metadata.GetMetadata<PromptForms.Mark>() is not { TakesFiles: false }))
                .Where(row => row.Pattern.StartsWith("/console", StringComparison.Ordinal)),
        ];
        Assert.That(rows, Has.Count.GreaterThan(80));
        return rows;
    }

    [GeneratedRegex(":[a-z]+(?=})", RegexOptions.None, 1000)]
    private static partial Regex Constraint();

    /// <summary>An endpoint.</summary>
    /// <param name="Pattern">Its address, without the constraints of its parts.</param>
    /// <param name="IsPost">True for a form.</param>
    /// <param name="TakesFiles">True for one that may have files.</param>
    internal sealed record Row(string Pattern, bool IsPost, bool TakesFiles)
    {
        /// <summary>True when a thing is named in its address.</summary>
        public bool NamesAThing => Pattern.Contains('{', StringComparison.Ordinal);

        public override string ToString() => $"{(IsPost ? "POST" : "GET")} {Pattern}";
    }
}
