namespace Certificates.Api.Access;

/// <summary>The options of a command, as <c>--name value</c> or <c>--name=value</c>; settings of the service may follow.</summary>
internal static class CommandOptions
{
    private static readonly string[] AtTheRoot = ["DataDirectory", "SecretsDirectory"];

    /// <summary>Reads them; false, with what is wrong in a sentence.</summary>
    /// <param name="args">As typed.</param>
    /// <param name="names">The options there are.</param>
    /// <param name="options">What was given.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryRead(string[] args, IReadOnlyList<string> names, out IConfiguration options, out string fault)
    {
        // Settings have a colon in their name, but for those two at the root; anything else unknown is a slip of the pen.
        options = new ConfigurationBuilder().AddCommandLine(args).Build();
        var unknown = options.GetChildren().FirstOrDefault(option =>
            option.Value is not null && !names.Concat(AtTheRoot).Contains(option.Key, StringComparer.OrdinalIgnoreCase));
        var stray = args.Where((arg, i) => !arg.StartsWith("--", StringComparison.Ordinal) && (i == 0 || !IsName(args[i - 1])))
            .FirstOrDefault();
        var dangling = args.Where((arg, i) =>
            IsName(arg) && (i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal))).FirstOrDefault();
        fault = unknown is not null ? $"There is no option --{unknown.Key}."
            : stray is not null ? $"'{stray}' belongs to no option."
            : dangling is not null ? $"{dangling} needs a value."
            : "";
        return fault.Length == 0;
    }

    /// <summary>Says why a command did not do it.</summary>
    public static async Task<int> FailAsync(string message, int exitCode)
    {
        await System.Console.Error.WriteLineAsync(message);
        return exitCode;
    }

    private static bool IsName(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal) && !arg.Contains('=', StringComparison.Ordinal);
}
