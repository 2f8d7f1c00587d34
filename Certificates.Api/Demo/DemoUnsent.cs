using Certificates.Core.Composition;
using Certificates.Core.Privacy;

namespace Certificates.Api.Demo;

/// <summary>Files that the demo leaves for a newcomer to send, with faults planted in them: a first dry run shows something.</summary>
internal static class DemoUnsent
{
    /// <summary>Results of an assessment; six of its rows have faults.</summary>
    public const string Results = "results-to-send.csv";

    /// <summary>Results of training; two of its rows have faults.</summary>
    public const string Training = "training-to-send.csv";

    /// <summary>The photos beside both.</summary>
    public const string Photos = "photos.zip";

    private static readonly string[] All = [Results, Training, Photos];

    /// <summary>Where they lie.</summary>
    public static string Folder(DataDirectory data) => Path.Combine(data.Path, "to-send");

    /// <summary>Writes those that are not there; one that somebody edited stays.</summary>
    public static async Task LeaveAsync(DataDirectory data, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateFolder(Folder(data));
        foreach (var name in All.Where(name => !File.Exists(Path.Combine(Folder(data), name))))
        {
            await using var sample = DemoCommand.Sample(name);
            await using var file = PrivateFiles.Create(Path.Combine(Folder(data), name));
            await sample.CopyToAsync(file, cancellationToken);
        }
    }
}
