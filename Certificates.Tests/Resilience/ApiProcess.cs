using System.Collections.Concurrent;
using System.Diagnostics;

namespace Certificates.Tests.Resilience;

/// <summary>The issuing service as a process of its own on a folder, ended by its id.</summary>
internal sealed class ApiProcess : IDisposable
{
    private const string Listening = "Now listening on: ";
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ApiProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All it wrote, to either output.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Its id, which is in the name under which it holds rows.</summary>
    public int Id => _process.Id;

    /// <summary>Starts it with a command, or with none to serve.</summary>
    public static ApiProcess Start(string folder, string[] command, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(TestContext.CurrentContext.TestDirectory, "Certificates.Api.dll"), .. command, $"--DataDirectory={folder}",
            "--Storage:IsSpecimen=true", "--Verification:BaseUrl=https://verify.example.cn", .. settings,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        return new ApiProcess(Process.Start(start)!);
    }

    /// <summary>Starts it to serve on a free port.</summary>
    public static ApiProcess Serve(string folder, params string[] settings) =>
        Start(folder, [], ["--Urls=http://127.0.0.1:0", "--Issuing:LeaseSeconds=5", .. settings]);

    /// <summary>Where it listens, once it does.</summary>
    public Task<Uri> AddressAsync() => _address.Task.WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>Its exit code, once it has ended by itself.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return _process.ExitCode;
    }

    /// <summary>The power goes.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
        {
            var address = line[(at + Listening.Length)..].Split('"', ' ')[0];
            _address.TrySetResult(new Uri(address));
        }
    }
}
