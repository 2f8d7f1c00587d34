using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Certificates.Core.Data;

/// <summary>Room on the disks a process writes to, and what its want looks like.</summary>
/// <param name="folders">Where it writes; those that are not there yet count by the nearest folder above them.</param>
public sealed class DiskSpace(params IReadOnlyList<string> folders)
{
    // errno of Linux and macOS, then the same two as Windows tells them.
    private const int NoSpace = 28, OverQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027);

    // SQL Server: no room in a filegroup, the log is full.
    private const int FilegroupFull = 1105, LogFull = 9002;

    /// <summary>The disk with the least room, by the folder on it.</summary>
    public (string Folder, long FreeBytes) Least() => folders
        .Select(folder => (folder, new DriveInfo(NearestOf(folder)).AvailableFreeSpace))
        .MinBy(disk => disk.AvailableFreeSpace);

    /// <summary>True when this is how a full disk shows itself.</summary>
    public static bool IsWanting(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } or SqlException { Number: FilegroupFull or LogFull } => true,
        IOException { HResult: NoSpace or OverQuota or WindowsDiskFull or WindowsHandleDiskFull } => true,
        DbException or IOException => exception.InnerException is { } inner && IsWanting(inner),
        _ => false,
    };

    private static string NearestOf(string folder) =>
        Directory.Exists(folder) || Path.GetDirectoryName(folder) is not { } above ? folder : NearestOf(above);
}
