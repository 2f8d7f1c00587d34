using Microsoft.Extensions.Configuration.Memory;

namespace Certificates.Verify.Shared;

/// <summary>
/// What holds when nothing is configured. In code and not in an appsettings file: the demo runs this site from the issuing
/// service's folder, where such a file would be the other service's.
/// </summary>
internal static class Defaults
{
    /// <summary>Adds the defaults as the source that every other overrides.</summary>
    public static void AddDefaults(this IConfigurationManager configuration) => configuration.Sources.Insert(
        0,
        new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["Urls"] = "http://127.0.0.1:5081",
                ["Logging:Console:FormatterName"] = "json",
            },
        });
}
