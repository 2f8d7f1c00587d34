using System.Globalization;
using Certificates.Core;

namespace Certificates.Api.Directories;

/// <summary>The day a directory is asked for: <c>?on=yyyy-MM-dd</c>.</summary>
internal static class DirectoryDay
{
    /// <summary>Says how it is written.</summary>
    public const string Description = "`on` (yyyy-MM-dd) asks for the state of a day; without it, today's with the history.";

    /// <summary>Reads it; nothing is today.</summary>
    public static Refusal? Read(string? on, out DateOnly? day)
    {
        var isDay = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed);
        day = isDay ? parsed : null;
        return isDay || on is null ? null : new Refusal(RefusalCode.OnInvalid, "on",
            "on is a day written as yyyy-MM-dd.",
            "on 应为 yyyy-MM-dd 格式的日期。");
    }
}
