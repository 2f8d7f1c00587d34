namespace Certificates.Tests;

/// <summary>The folder of the sources.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Certificates.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
