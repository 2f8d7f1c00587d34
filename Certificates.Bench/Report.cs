using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Spectre.Console;

namespace Certificates.Bench;

/// <summary>
/// What a command measured: a table on the screen, and the same as JSON for <c>compare</c>. The machine is shared and noisy, so a figure
/// that is to be compared with another day's stands beside a yardstick of the same run.
/// </summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<Figure> _figures = [];
    private readonly string _command;
    private readonly string _about;
    private Yardstick? _yardstick;

    /// <summary>Begins one.</summary>
    /// <param name="command">The command, after which its file is named.</param>
    /// <param name="about">What was measured, in a sentence without its figures.</param>
    public Report(string command, string about) => (_command, _about) = (command, about);

    /// <summary>Where the files lie.</summary>
    public static string Folder => Path.Combine(Environment.CurrentDirectory, "TestResults", "bench");

    /// <summary>Sets what shares are of: so many a second in this run.</summary>
    public void MeasureBy(string what, double perSecond) => _yardstick = new Yardstick(what, Rounded(perSecond));

    /// <summary>A rate, with its share of the yardstick.</summary>
    public void AddRate(string what, double perSecond) => _figures.Add(new Figure(
        what, Rounded(perSecond), "a second", _yardstick is { PerSecond: > 0 } yardstick ? Rounded(perSecond / yardstick.PerSecond) : null, IsMoreBetter: true));

    /// <summary>Something of which less is better.</summary>
    public void Add(string what, double value, string unit) => _figures.Add(new Figure(what, Rounded(value), unit, null, IsMoreBetter: false));

    /// <summary>Prints the table and writes the file.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var measured = new Measured(_command, _about, TimeProvider.System.GetUtcNow(), Commit(), Machine(), _yardstick, _figures);
        AnsiConsole.WriteLine($"{measured.Machine}; commit {measured.Commit}; {measured.At:yyyy-MM-dd HH:mm} UTC");
        AnsiConsole.WriteLine(_yardstick is null ? _about : string.Create(CultureInfo.InvariantCulture,
            $"{_about} Yardstick: {_yardstick.What}, {_yardstick.PerSecond:0} a second."));
        var table = new Table().AddColumns("what", "measured", "share of the yardstick");
        foreach (var figure in _figures)
        {
            table.AddRow(
                Markup.Escape(figure.What), string.Create(CultureInfo.InvariantCulture, $"{figure.Value} {figure.Unit}"),
                figure.Share?.ToString(CultureInfo.InvariantCulture) ?? "");
        }

        AnsiConsole.Write(table);
        Directory.CreateDirectory(Folder);
        await File.WriteAllBytesAsync(
            Path.Combine(Folder, $"{_command}.json"), JsonSerializer.SerializeToUtf8Bytes(measured, Indented), cancellationToken);
    }

    /// <summary>What a command measured at another time.</summary>
    /// <exception cref="InvalidOperationException">The file is none of a report's.</exception>
    public static async Task<Measured> ReadAsync(string path, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<Measured>(await File.ReadAllBytesAsync(path, cancellationToken), Indented)
            ?? throw new InvalidOperationException($"{path} holds no report.");

    /// <summary>To four digits that count: more would promise what a noisy machine cannot keep.</summary>
    private static double Rounded(double value) => value == 0 || !double.IsFinite(value)
        ? 0
        : double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Machine()
    {
        var model = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} × {model ?? RuntimeInformation.ProcessArchitecture.ToString()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, .NET {Environment.Version}");
    }

    private static string Commit()
    {
        try
        {
            var start = new System.Diagnostics.ProcessStartInfo("git", ["describe", "--always", "--dirty"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            };
            using var git = System.Diagnostics.Process.Start(start)!;
            var said = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? said : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}

/// <summary>What a command measured.</summary>
internal sealed record Measured(
    string Command, string About, DateTimeOffset At, string Commit, string Machine, Yardstick? Yardstick, IReadOnlyList<Figure> Figures);

/// <summary>What other figures of a run are shares of.</summary>
internal sealed record Yardstick(string What, double PerSecond);

/// <summary>One figure.</summary>
/// <param name="What">What it is of; the same words mean the same thing in every run.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Share">Its share of the yardstick, for a rate.</param>
/// <param name="IsMoreBetter">Whether a higher one is better.</param>
internal sealed record Figure(string What, double Value, string Unit, double? Share, bool IsMoreBetter);
