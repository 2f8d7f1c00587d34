using Microsoft.Extensions.Options;

namespace Certificates.Web.Hosting;

/// <summary>
/// Settings that lie in files, as containers are handed their secrets: in the folder <c>SecretsDirectory</c> a file
/// <c>Storage__ConnectionString</c> holds <c>Storage:ConnectionString</c>. Such a value stands in no command line and in no
/// environment, which others can read.
/// </summary>
internal static class SecretFiles
{
    private const string Key = "SecretsDirectory";

    /// <summary>
    /// Adds the files of the folder, if there is one in the settings; they overrule every other source. A file with a dot in its
    /// name, such as a key file, is no setting.
    /// </summary>
    /// <exception cref="OptionsValidationException">The folder, or a file in it, cannot be read; the message names the key.</exception>
    public static void AddSecretFiles(this IConfigurationManager configuration)
    {
        if (configuration[Key] is not { Length: > 0 } folder)
        {
            return;
        }

        try
        {
            var settings = Directory.GetFiles(folder)
                .Where(path => !Path.GetFileName(path).Contains('.', StringComparison.Ordinal))
                .ToDictionary(
                    path => Path.GetFileName(path).Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal),
                    path => (string?)File.ReadAllText(path).TrimEnd('\r', '\n'),
                    StringComparer.OrdinalIgnoreCase);
            configuration.AddInMemoryCollection(settings);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(Key, typeof(string), [$"{Key} is '{folder}' and cannot be read: {fault.Message}"]);
        }
    }
}
