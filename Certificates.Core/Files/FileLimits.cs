namespace Certificates.Core.Files;

/// <summary>How large a file of rows may be, whatever its rows are.</summary>
public static class FileLimits
{
    /// <summary>The largest file, in bytes: 64 MB.</summary>
    public const long MaxLength = 64L * 1024 * 1024;
}
