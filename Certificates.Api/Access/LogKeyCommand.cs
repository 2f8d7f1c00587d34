using Certificates.Core.Composition;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Notes;
using Certificates.Web.Hosting;

namespace Certificates.Api.Access;

/// <summary><c>keys create-log</c>: makes the key that signs the log.</summary>
internal static class LogKeyCommand
{
    private const string Usage = """
        keys create-log [--origin <name>]
          --origin  what the log is called for ever, by custom its address without https://; by default the verification site's with /log
        Settings of the service (--DataDirectory=…, --Verification:BaseUrl=…, --Signing:LogKeyFile=…) may follow.
        """;

    /// <summary>Writes the private key to its file, and its public half to standard output, for whoever audits the log.</summary>
    public static async Task<int> CreateAsync(string[] args)
    {
        if (!CommandOptions.TryRead(args, ["origin"], out var options, out var fault))
        {
            return await CommandOptions.FailAsync($"{fault}{Environment.NewLine}{Usage}", ExitCode.Usage);
        }

        await using var app = ApiHost.Build(args);
        var origin = options["origin"] ?? OriginOf(app.Configuration);
        if (!VerifierKey.IsName(origin))
        {
            return await CommandOptions.FailAsync(
                $"--origin is '{origin}': give a name without spaces and plus signs, such as verify.example.cn/log.", ExitCode.Usage);
        }

        var signing = app.Configuration.GetSection(SigningOptions.Section).Get<SigningOptions>() ?? new SigningOptions();
        var keys = app.Services.GetRequiredService<DataDirectory>().Keys;
        return await WriteAsync(SignerKey.Create(origin), Path.Combine(keys, signing.LogKeyFile));
    }

    private static async Task<int> WriteAsync(SignerKey key, string path)
    {
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            await using var file = PrivateFiles.Create(path);
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(key.ToSecret() + "\n"), CancellationToken.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return await CommandOptions.FailAsync(
                $"{path} is there already, and is left as it is. For the key that shall follow it name another file, "
                    + "--Signing:LogKeyFile=….",
                ExitCode.Failure);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return await CommandOptions.FailAsync($"{path} cannot be written: {fault.Message}", ExitCode.Failure);
        }

        await System.Console.Error.WriteLineAsync(
            $"The private key is in {path}, for the Api alone. Publish its other half; the site has it as Log:VerifierKey:");
        await System.Console.Out.WriteLineAsync(key.Verifier.ToString());
        return ExitCode.Success;
    }

    private static string OriginOf(IConfiguration settings)
    {
        var site = settings[$"{VerificationOptions.Section}:{nameof(VerificationOptions.BaseUrl)}"] ?? new VerificationOptions().BaseUrl;
        return Uri.TryCreate(site, UriKind.Absolute, out var address) ? $"{address.Authority}/log" : "";
    }
}
