using Certificates.Core;
using Certificates.Core.Log;
using Certificates.Core.Verifying.Logged;
using Certificates.Web.Problems;

namespace Certificates.Verify.Log;

/// <summary>The tamper-evident log as C2SP tlog-tiles lays it out: whoever wants audits it, and need not believe this site.</summary>
internal static class LogEndpoints
{
    private const string Tile = "application/octet-stream";

    // A tile that is full never changes, nor does one of a width; the narrower one is asked for once.
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string ForADay = "public, max-age=86400, immutable";
    private const string ForASecond = "public, max-age=1";

    public static void MapLog(this WebApplication app)
    {
        // What they answer is laid down elsewhere (C2SP, docs/trust.md), and no call of this API.
        app.MapGet("/log/checkpoint", CheckpointAsync).ExcludeFromDescription();
        app.MapGet("/log/tile/{**path}", TileAsync).ExcludeFromDescription();
        app.MapStatusList();
    }

    private static Task<IResult> CheckpointAsync(PublishedLog log, HttpResponse response, CancellationToken cancellationToken) =>
        TellAsync(async () =>
        {
            if (await log.CheckpointAsync(cancellationToken) is not { } checkpoint)
            {
                return Results.NotFound();
            }

            response.Headers.CacheControl = ForASecond;
            return Results.Text(checkpoint, "text/plain", System.Text.Encoding.UTF8);
        });

    private static Task<IResult> TileAsync(string? path, PublishedLog log, HttpResponse response, CancellationToken cancellationToken) =>
        TellAsync(async () =>
        {
            if (await log.TileAsync(path ?? "", cancellationToken) is not { } tile)
            {
                return Results.NotFound();
            }

            response.Headers.CacheControl = tile.IsFull ? ForEver : ForADay;
            return Results.Bytes(tile.Content, Tile);
        });

    /// <summary>What is wrong with the log is said to whoever audits it, leaf and all.</summary>
    private static async Task<IResult> TellAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (LogDamagedException damage)
        {
            return Problem.Of(new Refusal(RefusalCode.LogDamaged, null, damage.Message, RefusalCode.LogDamaged.Chinese));
        }
    }
}
