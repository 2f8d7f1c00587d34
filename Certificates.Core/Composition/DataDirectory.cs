using Microsoft.Extensions.Configuration;

namespace Certificates.Core.Composition;

/// <summary>Where a process keeps what is its own: <c>DataDirectory</c>, by default <c>data</c> in the working directory.</summary>
/// <param name="Path">Absolute.</param>
public sealed record DataDirectory(string Path)
{
    /// <summary>Folder of the keys.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>Folder of uploads while they are read.</summary>
    public string Spool => System.IO.Path.Combine(Path, "spool");

    /// <summary>The embedded register.</summary>
    public string Register => System.IO.Path.Combine(Path, "register.db");

    /// <summary>The verification site's embedded desk.</summary>
    public string Desk => System.IO.Path.Combine(Path, "desk.db");

    /// <summary>How far the verification site has seen the register.</summary>
    public string SeenRegister => System.IO.Path.Combine(Path, "register-seen.json");

    /// <summary>Where the recovery journal lies unless it is told to lie elsewhere.</summary>
    public string Recovery => System.IO.Path.Combine(Path, "recovery");

    /// <summary>Reads the setting.</summary>
    public static DataDirectory Of(IConfiguration configuration) =>
        new(System.IO.Path.GetFullPath(configuration["DataDirectory"] is { Length: > 0 } path ? path : "data"));
}
