namespace Certificates.Core.Files;

/// <summary>Where uploads lie while they are read; nothing in it outlives its request.</summary>
/// <param name="Path">A folder below the data directory.</param>
public sealed record SpoolFolder(string Path)
{
    /// <summary>
    /// Deletes what processes left that were killed where open files keep their names; a file that another process has open there
    /// stays.
    /// </summary>
    public void Sweep()
    {
        foreach (var file in Directory.Exists(Path) ? Directory.GetFiles(Path) : [])
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process reads it, or owns it.
            }
        }
    }
}
