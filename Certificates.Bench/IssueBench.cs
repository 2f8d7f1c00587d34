using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Certificates.Bench;

/// <summary>End to end: from POST to the last durable row, over HTTP, on a fresh process and register.</summary>
internal static class IssueBench
{
    public static async Task RunAsync(int rows, bool withPhotos, CancellationToken cancellationToken)
    {
        var report = new Report(withPhotos ? "issue-with-photos" : "issue", $"From POST to the last durable row, {rows} rows, over HTTP, on a fresh process.");
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        var before = BareEcdsa.PerSecond();
        await using var api = await ServiceProcess.StartAsync("Certificates.Api", folder, folder.Secret, cancellationToken);
        var first = await SendAsync(api.Client, SampleFile.Csv(1, withPhotos: false, from: rows), null, cancellationToken);
        var results = SampleFile.Csv(rows, withPhotos);
        var photos = withPhotos ? ZipFile(folder, rows) : null;
        var (processor, written) = (api.ProcessorTime, api.BytesWritten);
        var all = await SendAsync(api.Client, results, photos, cancellationToken);
        (processor, written) = (api.ProcessorTime - processor, api.BytesWritten - written);
        report.MeasureBy(BareEcdsa.Name, (before + BareEcdsa.PerSecond()) / 2);
        report.AddRate("certificates from POST to durable", rows / all.TotalSeconds);
        report.Add("processor time of the service, each certificate", processor.TotalMicroseconds / rows, "µs");
        report.Add("written to disk, each certificate", written / 1_000.0 / rows, "KB");
        report.Add("written to disk, each second", written / 1_000_000.0 / all.TotalSeconds, "MB");
        report.Add("first certificate of a fresh process", first.TotalMilliseconds, "ms");
        report.Add("peak memory of the issuing process", api.PeakMegabytes, "MB");
        await report.EndAsync(cancellationToken);
    }

    private static string ZipFile(BenchFolder folder, int rows)
    {
        var path = Path.Combine(folder.Path, "photos.zip");
        using var zip = File.Create(path);
        SamplePhoto.WriteZip(zip, rows);
        return path;
    }

    /// <summary>Sends a file and waits until its last row is durable.</summary>
    public static async Task<TimeSpan> SendAsync(HttpClient client, byte[] results, string? photos, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(results) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        form.Add(file, "file", "bench.csv");
        await using var zip = photos is null ? Stream.Null : File.OpenRead(photos);
        using var zipContent = new StreamContent(zip);
        if (photos is not null)
        {
            form.Add(zipContent, "photos", "photos.zip");
        }

        var start = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(new Uri("/v1/batches", UriKind.Relative), form, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var location = answer.Headers.Location!;
        while (!await IsDoneAsync(client, location, cancellationToken))
        {
            await Task.Delay(20, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task<bool> IsDoneAsync(HttpClient client, Uri batch, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await client.GetByteArrayAsync(batch, cancellationToken));
        return json.RootElement.GetProperty("status").GetString() == "done";
    }
}
