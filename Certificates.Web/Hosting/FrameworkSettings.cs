using System.Globalization;
using Microsoft.Extensions.Options;

namespace Certificates.Web.Hosting;

/// <summary>
/// The framework's own settings, held against what they can be before it reads them: it names no key, or says what is wrong by a stack
/// trace.
/// </summary>
internal static class FrameworkSettings
{
    private const string LevelsOf = "LogLevel";
    private static readonly string[] Ports = ["HTTP_PORTS", "HTTPS_PORTS"];
    private static readonly char[] BetweenAddresses = [';'];

    /// <summary>Every value that cannot be, by key.</summary>
    /// <exception cref="OptionsValidationException">There is one.</exception>
    public static void Require(IConfiguration configuration)
    {
        string[] faults =
        [
            .. AddressFaults("Urls", configuration["Urls"]),
            .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint.GetSection("Url"))
                .Where(url => url.Value is not null).SelectMany(url => AddressFaults(url.Path, url.Value)),
            .. Ports.SelectMany(key => PortFaults(key, configuration[key])),
            .. LevelFaults(configuration.GetSection("Logging")),
        ];
        if (faults.Length > 0)
        {
            throw new OptionsValidationException("Hosting", typeof(FrameworkSettings), faults);
        }
    }

    private static IEnumerable<string> AddressFaults(string key, string? value) =>
        (value ?? "").Split(BetweenAddresses, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(address => !IsAddress(address))
            .Select(address => $"{key} has '{address}': give scheme, host and port, such as http://127.0.0.1:5080.");

    private static bool IsAddress(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address.Scheme is "http" or "https" && address.Host.Length > 0 && address.Port is >= 0 and <= ushort.MaxValue;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static IEnumerable<string> PortFaults(string key, string? value) =>
        (value ?? "").Split(BetweenAddresses, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(port => !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(port => $"{key} has '{port}': give ports, such as 5080.");

    /// <summary>Levels stand below <c>Logging:LogLevel</c> and, for one sort of log, below <c>Logging:Console:LogLevel</c>.</summary>
    private static IEnumerable<string> LevelFaults(IConfigurationSection logging) => logging.GetChildren()
        .SelectMany(section => section.Key.Equals(LevelsOf, StringComparison.OrdinalIgnoreCase)
            ? section.GetChildren()
            : section.GetSection(LevelsOf).GetChildren())
        .Where(level => level.Value is { } value
            && !(Enum.TryParse<LogLevel>(value, ignoreCase: true, out var read) && Enum.IsDefined(read)))
        .Select(level => $"{level.Path} is '{level.Value}': give one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
}
