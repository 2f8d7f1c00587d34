using System.Diagnostics;

namespace Certificates.Bench;

/// <summary>The machine is shared and noisy: a figure is the median of several runs.</summary>
internal static class Figures
{
    /// <summary>Median seconds of several runs, after one that warms up.</summary>
    public static double Seconds(int runs, Action action)
    {
        action();
        var seconds = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return Median(seconds);
    }

    /// <summary>The middle of some figures.</summary>
    public static double Median(double[] figures)
    {
        Array.Sort(figures);
        return figures[figures.Length / 2];
    }
}
