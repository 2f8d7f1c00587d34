using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Certificates.Bench;

/// <summary>The issuing service as a process of its own on a folder of the bench's.</summary>
internal sealed class ApiProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ApiProcess(Process process, HttpClient client) => (_process, Client) = (process, client);

    /// <summary>Speaks with the operator's key.</summary>
    public HttpClient Client { get; }

    /// <summary>Most resident memory so far, MB.</summary>
    public int PeakMegabytes => int.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))[6..].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture) / 1024;

    [SuppressMessage("Reliability", "CA2000", Justification = "The process object owns both.")]
    public static async Task<ApiProcess> StartAsync(BenchFolder folder, CancellationToken cancellationToken)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        string[] arguments =
        [
            PathOf("Certificates.Api"), $"--Urls={url}", $"--DataDirectory={folder.Path}", "--Storage:IsSpecimen=true",
            "--Verification:BaseUrl=https://verify.example.cn",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var client = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", folder.Secret);
        while (!await IsReadyAsync(client, cancellationToken))
        {
            await Task.Delay(50, cancellationToken);
        }

        return new ApiProcess(process, client);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>The service as built beside this program, in the same configuration.</summary>
    private static string PathOf(string project)
    {
        var output = AppContext.BaseDirectory.Replace("Certificates.Bench", project, StringComparison.Ordinal);
        return Path.Combine(output, project + ".dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
