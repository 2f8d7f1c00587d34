using System.ComponentModel;
using System.Diagnostics;

namespace Certificates.Tests;

/// <summary>Runs a tool of the machine as an outside judge; without it the test is ignored, but fails where CI=true.</summary>
internal static class Tool
{
    public static string Run(string name, params string[] args)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(name, args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, () => $"{name}: {output} {errors.GetAwaiter().GetResult()}");
            return output;
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Ignore($"{name} is not installed.");
            throw;
        }
    }
}
