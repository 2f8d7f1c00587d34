namespace Certificates.Core.Privacy;

/// <summary>Folders and files that only the account of the process may read: mode 700 and 600 where the system knows modes.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder when it is missing.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnFile | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// Opens a file that has no name any more: nobody else can open it, and it is gone with the process, however that ends. Windows
    /// cannot take the name of an open file away; there it goes when the file is closed.
    /// </summary>
    public static FileStream CreateNameless(string folder, int bufferSize)
    {
        CreateFolder(folder);
        var path = Path.Combine(folder, Path.GetRandomFileName());
        if (OperatingSystem.IsWindows())
        {
            return Create(path, FileOptions.DeleteOnClose, bufferSize);
        }

        var file = Create(path, FileOptions.None, bufferSize);
        File.Delete(path);
        return file;
    }

    /// <summary>Makes an empty file when it is missing; one that is there is closed to others, whatever its folder is open to.</summary>
    public static void Keep(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                Create(path).Dispose();
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it just now.
        }

        Close(path);
    }

    /// <summary>Closes a file to others, if it is there.</summary>
    public static void Close(string path)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path) && IsOpen(path))
        {
            File.SetUnixFileMode(path, OwnFile);
        }
    }

    /// <summary>True when accounts other than the file's own may do anything with it.</summary>
    public static bool IsOpen(string path) => !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(path) & ~(OwnFile | UnixFileMode.UserExecute)) != UnixFileMode.None;

    /// <summary>Opens a file that must not exist yet.</summary>
    public static FileStream Create(string path, FileOptions options = FileOptions.None, int bufferSize = 4096)
    {
        var how = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = options,
            BufferSize = bufferSize,
        };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnFile;
        }

        return new FileStream(path, how);
    }
}
