using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Certificates.Bench;

/// <summary>A service as a process of its own on a folder of the bench's.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, HttpClient client) => (_process, Client) = (process, client);

    /// <summary>Speaks with the key it was started for.</summary>
    public HttpClient Client { get; }

    /// <summary>Most resident memory so far, MB.</summary>
    public int PeakMegabytes => Megabytes("VmHWM:");

    /// <summary>Resident memory now, MB.</summary>
    public int ResidentMegabytes => Megabytes("VmRSS:");

    /// <summary>Processor time so far, its start with it.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes so far that the process had the system write to disk.</summary>
    public long BytesWritten => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/io").First(l => l.StartsWith("write_bytes:", StringComparison.Ordinal))["write_bytes:".Length..],
        CultureInfo.InvariantCulture);

    /// <summary>Files, sockets and other handles that are open now.</summary>
    public int Handles => Directory.GetFileSystemEntries($"/proc/{_process.Id}/fd").Length;

    /// <summary>Starts a service.</summary>
    public static Task<ServiceProcess> StartAsync(string project, BenchFolder folder, string secret, CancellationToken cancellationToken) => StartAsync(
        url => [
            PathOf(project), $"--Urls={url}", $"--DataDirectory={folder.Path}", "--Storage:IsSpecimen=true",
            "--Verification:BaseUrl=https://verify.example.cn", "--Limits:RequestsPerMinute=1000000000", "--Bulk:RowsPerKeyAndDay=100000000",
        ],
        secret,
        cancellationToken);

    /// <summary>Starts a program that listens where it is told to and answers <c>/health/ready</c>.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The process object owns both.")]
    public static async Task<ServiceProcess> StartAsync(Func<string, string[]> arguments, string? secret, CancellationToken cancellationToken)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        Array.ForEach(arguments(url), start.ArgumentList.Add);
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, line) => Tell(line.Data);
        process.BeginOutputReadLine();
        var client = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = secret is null ? null : new AuthenticationHeaderValue("Bearer", secret);
        while (!await IsReadyAsync(client, cancellationToken))
        {
            await Task.Delay(5, cancellationToken);
        }

        return new ServiceProcess(process, client);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Faults alone: what a service says otherwise is not measured, and would hide the table.</summary>
    private static void Tell(string? line)
    {
        if (line?.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal) ?? false)
        {
            Console.WriteLine(line);
        }
    }

    private int Megabytes(string what) => int.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(what, StringComparison.Ordinal))[what.Length..].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture) / 1024;

    /// <summary>The service as it ships: published with this program, when that is built for release.</summary>
    private static string PathOf(string project)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "services", project, project + ".dll");
        return File.Exists(path) ? path : throw new InvalidOperationException("The services are published with -c Release alone: run the bench so.");
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
