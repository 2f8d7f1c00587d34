using System.Text;
using Dapper;

namespace Certificates.Core.Data.SqlServer;

/// <summary>Parameters for columns of single-byte text: a Unicode parameter on such a key makes SQL Server scan.</summary>
internal static class Ansi
{
    /// <summary>Length of the column a certificate's number stands in.</summary>
    public const int NumberLength = 32;

    /// <summary>
    /// A text for a column of <paramref name="length"/> characters. A longer one, or one that is not ASCII, is not cut or
    /// bent until it fits: it is equal to nothing in the column.
    /// </summary>
    public static DbString Of(string? text, int length) => new()
    {
        Value = text,
        IsAnsi = text is null || Ascii.IsValid(text),
        Length = Math.Max(length, text?.Length ?? 0),
    };

    /// <summary>The id of a batch.</summary>
    public static DbString BatchId(string? id) => Of(id, 36);
}
