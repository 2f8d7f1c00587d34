using System.Text.Json;
using Certificates.Core.Files;

namespace Certificates.Core.Intake;

/// <summary>Reads results sent as JSON, <c>{"results":[{…}]}</c> with the English names, an object at a time.</summary>
internal static class JsonResults
{
    /// <summary>The rows, unnumbered; ends with a refusal where the body is refused.</summary>
    public static IAsyncEnumerable<Result<SentRow>> ReadAsync(Stream file, CancellationToken cancellationToken) =>
        JsonRows.ReadAsync(file, "results", Row, cancellationToken);

    private static SentRow Row(JsonElement row)
    {
        var fields = new string[ResultsColumns.All.Count];
        var flaw = SentRowFlaw.None;
        foreach (var column in ResultsColumns.All)
        {
            var text = row.TryGetProperty(column.English(), out var value) ? JsonRows.Text(value) : "";
            fields[(int)column] = text ?? "";
            flaw |= text is null ? SentRowFlaw.Malformed : SentRowFlaw.None;
            flaw |= column == ResultsColumn.IdNumber && value.ValueKind == JsonValueKind.Number ? SentRowFlaw.NumericIdNumber : SentRowFlaw.None;
        }

        return new SentRow(0, fields, flaw);
    }
}
