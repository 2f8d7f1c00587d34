using System.ComponentModel;
using System.Diagnostics;

namespace Certificates.Tests;

/// <summary>Runs a tool of the machine as an outside judge; without it the test is ignored, but fails where CI=true.</summary>
internal static class Tool
{
    private static bool IsRequired => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Runs a tool to its end, which must be a good one, and gives what it wrote.</summary>
    public static string Run(string name, params string[] args)
    {
        using var process = Start(name, args);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, () => $"{name}: {output} {errors.GetAwaiter().GetResult()}");
        return output;
    }

    /// <summary>Starts a tool that goes on beside the test.</summary>
    public static Process Start(string name, params string[] args)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(name, args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            throw Missing(name, IsRequired);
        }
    }

    /// <summary>Ends the test where something the machine must have is not there.</summary>
    public static void Require(bool isThere, string name)
    {
        if (!isThere)
        {
            throw Missing(name, IsRequired);
        }
    }

    /// <summary>What ends a test that lacks a tool.</summary>
    public static ResultStateException Missing(string name, bool isRequired)
    {
        var reason = $"{name} is not installed.";
        return isRequired ? new AssertionException(reason) : new IgnoreException(reason);
    }
}
