namespace Certificates.Core.Log;

/// <summary>The log in the register is not the one that was signed: nothing is appended to it, and nothing of it is passed on.</summary>
public sealed class LogDamagedException : InvalidOperationException
{
    private LogDamagedException(string what)
        : base(what)
    {
    }

    internal static LogDamagedException LeafMissing(long index) => new($"Leaf {index} of the log is missing.");

    internal static LogDamagedException OtherTree(long size) => new(
        $"The tree of the log is not the one that was signed with {size} leaves: tiles of it were changed.");

    internal static LogDamagedException Back(long size, long kept) => new(
        $"The log has {size} leaves, and {kept} were signed: the register is an older copy, or leaves were taken out.");

    internal static LogDamagedException Unsigned(string why) => new($"The last checkpoint of the log {why}.");

    internal static LogDamagedException OtherCopy(string folder) => new(
        $"The copy of the log in {folder} does not go on where the log of this register ends: they are not of one log.");
}
