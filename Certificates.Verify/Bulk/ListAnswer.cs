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

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        (response.ContentType, var extension) = run.Form switch
        {
            FileForm.Csv => ("text/csv; charset=utf-8", "csv"),
            FileForm.Xlsx or FileForm.Xls => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            FileForm.Json => ("application/json; charset=utf-8", null),
        };
        if (extension is null)
        {
            return WriteJsonAsync(response, httpContext.RequestAborted);
        }

        response.Headers.ContentDisposition = $"attachment; filename=checked.{extension}";
        return run.WriteAsync(response.Body, httpContext.RequestAborted);
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
