using System.Globalization;

namespace Certificates.Core.Privacy;

/// <summary>
/// Where an encrypted value stands. It is authenticated with the value, so that a value moved to another row or table does
/// not decrypt there.
/// </summary>
internal readonly record struct RowAddress
{
    private RowAddress(string table, string id) => Text = $"{table}/{id}";

    /// <summary>Table and id, such as <c>Document/17</c>.</summary>
    public string Text { get; }

    /// <summary>A row with a number for an id.</summary>
    /// <param name="table">The table; where two columns of a row are encrypted, table and column with a dot.</param>
    /// <param name="id">The id.</param>
    public static RowAddress Of(string table, long id) => new(table, id.ToString(CultureInfo.InvariantCulture));

    /// <summary>A row below another, such as a version of a certificate.</summary>
    public static RowAddress Of(string table, long id, int below) =>
        new(table, string.Create(CultureInfo.InvariantCulture, $"{id}/{below}"));

    /// <summary>A row that a UUID names, such as a batch.</summary>
    public static RowAddress Of(string table, Guid id) => new(table, id.ToString("D"));

    /// <summary>A row below one that a UUID names, such as a row of a batch.</summary>
    public static RowAddress Of(string table, Guid id, int below) =>
        new(table, string.Create(CultureInfo.InvariantCulture, $"{id:D}/{below}"));

    /// <summary>A row that its content's hash names, such as a photo.</summary>
    public static RowAddress Of(string table, ReadOnlySpan<byte> hash) => new(table, Convert.ToHexStringLower(hash));
}
