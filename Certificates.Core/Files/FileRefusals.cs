namespace Certificates.Core.Files;

/// <summary>What is said of a file that is refused as a whole, whatever its rows are.</summary>
internal static class FileRefusals
{
    /// <summary>A file, or what it unpacks to, beyond the limits.</summary>
    public static Refusal TooLarge => new("file_too_large", "file", "A file has at most 64 MB: send it in parts.");

    /// <summary>A file that is none of the three forms, and why.</summary>
    public static Refusal Unreadable(string reason) =>
        new("file_unreadable", "file", $"{reason} Send CSV (UTF-8 or GB18030), XLSX or JSON.");
}
