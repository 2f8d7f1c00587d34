using Certificates.Core.Data;

namespace Certificates.Core.Recovery;

/// <summary>Whether the recovery journal lies where it would survive the register.</summary>
public sealed class RecoveryPlace
{
    internal RecoveryPlace(RecoveryJournal journal, Dialect register, StorageOptions options)
    {
        var isWith = register.FilePath is { } file && !options.IsSpecimen && IsUnder(journal.Folder, Path.GetDirectoryName(file)!);
        Fault = isWith
            ? $"Recovery:Path ({journal.Folder}) lies in the folder of the register: whoever loses or restores that "
                + "does so with both, and numbers "
                + "are given a second time. Name a folder on another disk."
            : null;
    }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault { get; }

    private static bool IsUnder(string folder, string register) =>
        Path.GetRelativePath(register, folder) is var way && way != ".."
            && !way.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !Path.IsPathRooted(way);
}
