using System.Diagnostics;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>The provider of sign-ins of <c>Provider/provider.mjs</c> (oidc-provider from npm), as a process of its own.</summary>
internal sealed class TestProvider : IDisposable
{
    private static readonly string Script = Path.Combine(
        Repository.Root, "Certificates.Tests", "Api", "ConsolePages", "Provider", "provider.mjs");

    private readonly Process _process;

    private TestProvider(Process process, string authority) => (_process, Authority) = (process, authority);

    public string Authority { get; }

    /// <summary>Starts one that knows a console by its secret; what it may be beside honest, the script says.</summary>
    public static async Task<TestProvider> StartAsync(Uri console, string secret, string manner = "")
    {
        Tool.Require(Directory.Exists(Path.Combine(Path.GetDirectoryName(Script)!, "node_modules")), "oidc-provider (npm ci)");
        var port = FreePort.Next();
        var process = Tool.Start("node", Script, $"{port}", $"{console}console/sign-in/provider/return", secret, manner);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        Assert.That(await process.StandardOutput.ReadLineAsync(), Is.EqualTo("ready"));
        return new TestProvider(process, $"http://127.0.0.1:{port}");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
