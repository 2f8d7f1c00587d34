using System.Text.Json;
using Certificates.Core.Files;
using Certificates.Core.Verifying.Bulk;
using Certificates.Verify.Lookup;

namespace Certificates.Verify.Bulk;

/// <summary>
/// A checked list as an answer, written while it is checked: what is told is not kept. A fault half way ends the connection, so
/// that nobody takes a part for the whole.
/// </summary>
internal sealed class ListAnswer(BulkRun run) : IResult
{
    private const int FlushEvery = 32 * 1024;

    /// <summary>Names the format that was sent where the answer is another one.</summary>
    public const string ConvertedHeader = "X-Converted-From";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancellationToken) = (httpContext.Response, httpContext.RequestAborted);
        if (run.Form == FileForm.Json)
        {
            response.ContentType = "application/json; charset=utf-8";
            await WriteJsonAsync(response, cancellationToken);
            return;
        }

        using var writing = await run.OpenWritingAsync(cancellationToken);
        (response.ContentType, var extension) = writing.Form == FileForm.Csv
            ? ($"text/csv; charset={writing.Charset}", "csv")
            : ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
        response.Headers.ContentDisposition = $"attachment; filename=checked.{extension}";
        if (writing.ConvertedFrom is { } format)
        {
            response.Headers[ConvertedHeader] = format;
        }

        await writing.WriteAsync(response.Body, cancellationToken);
    }

    private async Task WriteJsonAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(response.BodyWriter, LookupJson.Readable);
        json.WriteStartObject();
        json.WriteStartArray("items");
        await foreach (var result in run.ResultsAsync(cancellationToken))
        {
            foreach (var item in ListItemDocument.Of(result))
            {
                JsonSerializer.Serialize(json, item, LookupJson.Default.ListItemDocument);
            }

            if (json.BytesPending >= FlushEvery)
            {
                await json.FlushAsync(cancellationToken);
                await response.BodyWriter.FlushAsync(cancellationToken);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }
}
