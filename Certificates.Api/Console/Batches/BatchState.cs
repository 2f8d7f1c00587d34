using Certificates.Core;
using Certificates.Core.Batches;
using Microsoft.Extensions.Localization;

namespace Certificates.Api.Console.Batches;

/// <summary>Where a batch stands, in words.</summary>
internal static class BatchState
{
    /// <summary>Such as 公示中，还剩 3 天.</summary>
    public static string Words(this BatchSummary batch, IStringLocalizer<Words> words, DateTimeOffset now) => batch switch
    {
        { Status: BatchStatus.AwaitingApproval } => words["state.awaiting"],
        { Status: BatchStatus.Declined } => words["state.declined"],
        { Status: BatchStatus.Done } => words["state.done"],
        { PublicUntil: { } until } when until > now => words["state.public", DaysLeft(until, now)],
        _ => words["state.issuing", Percent(batch.Counts)],
    };

    /// <summary>The tone of its state.</summary>
    public static string Tone(this BatchSummary batch, DateTimeOffset now) => batch switch
    {
        { Status: BatchStatus.AwaitingApproval } => "later",
        { Status: BatchStatus.Declined } => "rejected",
        { Status: BatchStatus.Done } => "issued",
        { PublicUntil: { } until } when until > now => "later",
        _ => "pending",
    };

    /// <summary>True while its rows are being issued.</summary>
    public static bool IsBeingIssued(this BatchSummary batch, DateTimeOffset now) =>
        batch.Status == BatchStatus.Issuing && !(batch.PublicUntil > now);

    /// <summary>True while a row may be held back.</summary>
    public static bool IsOpen(this BatchSummary batch, DateTimeOffset now) =>
        batch.Status == BatchStatus.AwaitingApproval || (batch.Status == BatchStatus.Issuing && batch.PublicUntil > now);

    private static int DaysLeft(DateTimeOffset until, DateTimeOffset now) =>
        ChinaTime.DayOf(until).DayNumber - ChinaTime.DayOf(now).DayNumber;

    private static long Percent(BatchCounts counts) =>
        counts.Received == 0 ? 100 : 100 * (counts.Received - counts.Pending) / counts.Received;
}
