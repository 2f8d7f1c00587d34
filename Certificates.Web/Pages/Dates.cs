using System.Globalization;
using Certificates.Web.Languages;

namespace Certificates.Web.Pages;

/// <summary>Days and instants as people read them, in the language of the page.</summary>
internal static class Dates
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary><c>2026年11月23日</c> or <c>23 Nov 2026</c>.</summary>
    public static string Words(this DateOnly day) =>
        day.ToString(Language.IsEnglish ? "d MMM yyyy" : "yyyy年M月d日", CultureInfo.InvariantCulture);

    /// <summary>Day and time in China Standard Time, to the second.</summary>
    public static string Words(this DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, China);
        return $"{DateOnly.FromDateTime(local.DateTime).Words()} {local.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}";
    }
}
