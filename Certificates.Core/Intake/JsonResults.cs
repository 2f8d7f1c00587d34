using System.Text.Json;
using Certificates.Core.Files;

namespace Certificates.Core.Intake;

/// <summary>Reads results sent as JSON, <c>{"results":[{…}]}</c> with the English names, an object at a time.</summary>
internal static class JsonResults
{
    /// <summary>The rows, unnumbered; ends with a refusal where the body is refused.</summary>
    public static IAsyncEnumerable<Result<SentRow>> ReadAsync(
        ResultsForm form, Stream file, FileLimits limits, CancellationToken cancellationToken) =>
        JsonRows.ReadAsync(file, "results", limits, row => Row(form, row), cancellationToken);

    private static SentRow Row(ResultsForm form, JsonElement row)
    {
        var fields = new SentFields();
        var flaw = SentRowFlaw.None;
        foreach (var column in form.Columns)
        {
            var isThere = row.TryGetProperty(form.English(column), out var value) || row.TryGetProperty(column.English(), out value);
            var text = isThere ? JsonRows.Text(value) : "";
            fields[column] = text ?? "";
            flaw |= text is null ? SentRowFlaw.Malformed : SentRowFlaw.None;
            flaw |= value.ValueKind == JsonValueKind.Number ? SentRowFlaws.OfNumber(column) : SentRowFlaw.None;
        }

        return new SentRow(0, fields.ToArray(), flaw);
    }
}
