using Certificates.Core.Signing.Notes;

namespace Certificates.Api.Demo;

/// <summary>The verification site as a second host in the same process, with a container of its own: it cannot issue.</summary>
internal static class DemoSite
{
    /// <summary>Builds it on the demo's settings; it listens where certificates say that they are verified.</summary>
    public static WebApplication Build(IConfiguration settings, VerifierKey log) => Verify.Program.Build([], site =>
    {
        // All of the settings are handed over: left alone, it would look for files of its own beside the program. What a process measures
        // is told once, by the issuing host.
        site.Configuration.AddConfiguration(settings);
        site.Configuration.AddInMemoryCollection(
            [new("Urls", settings["Verification:BaseUrl"]), new("Metrics:Url", ""), new("Otlp:Endpoint", ""),
                new("OTEL_EXPORTER_OTLP_ENDPOINT", ""), new("Log:VerifierKey", log.ToString())]);
    });
}
