using Dapper;

namespace Certificates.Core.Storage;

/// <summary>Parameters for columns of single-byte text: a Unicode parameter on such a key makes SQL Server scan.</summary>
internal static class Ansi
{
    /// <summary>Length of the column a certificate's number stands in.</summary>
    public const int NumberLength = 32;

    /// <summary>A fixed text of at most <paramref name="length"/> ASCII characters.</summary>
    public static DbString Of(string text, int length) => new() { Value = text, IsAnsi = true, Length = length };
}
