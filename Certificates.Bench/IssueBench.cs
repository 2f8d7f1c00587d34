using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Spectre.Console;

namespace Certificates.Bench;

/// <summary>End to end: from POST to the last durable row, over HTTP, on a fresh process and register.</summary>
internal static class IssueBench
{
    public static async Task RunAsync(int rows, bool withPhotos, CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        await using var api = await ServiceProcess.StartAsync("Certificates.Api", folder, folder.Secret, cancellationToken);
        var first = await SendAsync(api.Client, SampleFile.Csv(1, withPhotos: false, from: rows), null, cancellationToken);
        AnsiConsole.WriteLine($"first certificate of a fresh process: {first.TotalMilliseconds:0} ms after the request");
        var results = SampleFile.Csv(rows, withPhotos);
        var photos = withPhotos ? ZipFile(folder, rows) : null;
        var all = await SendAsync(api.Client, results, photos, cancellationToken);
        AnsiConsole.WriteLine(
            $"{rows} rows{(withPhotos ? " with photos" : "")}: {all.TotalSeconds:0.0} s, {rows / all.TotalSeconds:0} a second, peak memory {api.PeakMegabytes} MB");
    }

    private static string ZipFile(BenchFolder folder, int rows)
    {
        var path = Path.Combine(folder.Path, "photos.zip");
        using var zip = File.Create(path);
        SamplePhoto.WriteZip(zip, rows);
        return path;
    }

    private static async Task<TimeSpan> SendAsync(HttpClient client, byte[] results, string? photos, CancellationToken cancellationToken)
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
