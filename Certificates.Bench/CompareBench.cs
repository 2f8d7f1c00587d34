using System.Globalization;
using Spectre.Console;

namespace Certificates.Bench;

/// <summary>
/// What a change did: the figures of two runs side by side. Rates are compared by their shares of the yardstick, which the noise of the
/// machine changes less.
/// </summary>
internal static class CompareBench
{
    /// <summary>Less than this is noise.</summary>
    private const double Noise = 0.05;

    /// <summary>Compares two files; or, without any, every report that lies there with the baseline of the repository.</summary>
    public static async Task RunAsync(string? before, string? after, CancellationToken cancellationToken)
    {
        if (before is not null && after is not null)
        {
            Print(await Report.ReadAsync(before, cancellationToken), await Report.ReadAsync(after, cancellationToken));
            return;
        }

        var baseline = Path.Combine(Environment.CurrentDirectory, "Certificates.Bench", "Baseline");
        foreach (var path in Directory.GetFiles(Report.Folder, "*.json").Order(StringComparer.Ordinal))
        {
            var kept = Path.Combine(baseline, Path.GetFileName(path));
            if (File.Exists(kept))
            {
                Print(await Report.ReadAsync(kept, cancellationToken), await Report.ReadAsync(path, cancellationToken));
            }
        }
    }

    private static void Print(Measured before, Measured after)
    {
        AnsiConsole.WriteLine($"{after.Command}: {before.Commit} ({before.At:yyyy-MM-dd}) → {after.Commit} ({after.At:yyyy-MM-dd})");
        var table = new Table().AddColumns("what", "before", "after", "change");
        var known = before.Figures.ToDictionary(figure => figure.What, StringComparer.Ordinal);
        foreach (var figure in after.Figures)
        {
            known.TryGetValue(figure.What, out var former);
            table.AddRow(Markup.Escape(figure.What), Words(former), Words(figure), former is null ? "new" : Change(former, figure));
        }

        AnsiConsole.Write(table);
    }

    private static string Words(Figure? figure) => figure is null ? "" : figure.Share is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"{share} ({figure.Value} {figure.Unit})")
        : string.Create(CultureInfo.InvariantCulture, $"{figure.Value} {figure.Unit}");

    private static string Change(Figure before, Figure after)
    {
        var (from, to) = (before.Share ?? before.Value, after.Share ?? after.Value);
        if (from == 0)
        {
            return "";
        }

        var change = (to / from) - 1;
        var colour = Math.Abs(change) < Noise ? "grey" : change > 0 == after.IsMoreBetter ? "green" : "red";
        return string.Create(CultureInfo.InvariantCulture, $"[{colour}]{change:+0.0%;−0.0%}[/]");
    }
}
