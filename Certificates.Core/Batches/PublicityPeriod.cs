namespace Certificates.Core.Batches;

/// <summary>公示期: the days in which a batch lies open to complaints before anything of it is issued.</summary>
internal static class PublicityPeriod
{
    /// <summary>
    /// When a period ends that begins at <paramref name="from"/>: the first day is not counted, and the last ends at midnight in
    /// China (民法典, art. 201 and 203). Null when there is no period.
    /// </summary>
    public static DateTimeOffset? EndOf(DateTimeOffset from, int days) =>
        days == 0 ? null : ChinaTime.StartOf(ChinaTime.DayOf(from).AddDays(days + 1));
}
