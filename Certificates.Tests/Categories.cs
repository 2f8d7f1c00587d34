namespace Certificates.Tests;

/// <summary>
/// What a test takes beyond code, a folder and a free port. Whoever changes the code runs the tests without a category first, which
/// take about a minute; <c>dotnet test</c> runs all.
/// </summary>
internal static class Categories
{
    /// <summary>Starts one of the services, or a server they use, as a process of its own.</summary>
    public const string Process = "Process";

    /// <summary>Opens pages in Chromium.</summary>
    public const string Browser = "Browser";

    /// <summary>Needs the SQL Server that <c>CERTIFICATES_TEST_SQLSERVER</c> names.</summary>
    public const string Server = "Server";

    /// <summary>
    /// Breaks something that otherwise holds: a statement that fails, a register that is away or behind, a record that was changed. All
    /// together take less than four minutes on two processors.
    /// </summary>
    public const string Faults = "Faults";

    /// <summary>Feeds a reader or a page what nobody would send, made by chance, thousands of times.</summary>
    public const string Fuzz = "Fuzz";

    public static readonly string[] All = [Process, Browser, Server, Faults, Fuzz];
}
