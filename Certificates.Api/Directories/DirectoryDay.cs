using System.Globalization;
using Certificates.Core;
using Certificates.Core.Directories;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Directories;

/// <summary>The day a directory is asked for: <c>?on=yyyy-MM-dd</c>.</summary>
internal static class DirectoryDay
{
    /// <summary>Says how it is written.</summary>
    public const string Description = "`on` (yyyy-MM-dd) asks for the state of a day; without it, today's with the history.";

    /// <summary>What a directory has of that day; <c>not_found</c> where it has nothing.</summary>
    public static async Task<Results<Ok<T>, Problem>> FindAsync<T>(string? on, Func<DateOnly?, Task<T?>> find)
        where T : class
    {
        if (Read(on, out var day) is { } fault)
        {
            return Problem.Of(fault);
        }

        return await find(day) is { } entry ? TypedResults.Ok(entry) : Problem.NotFound;
    }

    /// <summary>An entry that was written, at its address where it is a new one.</summary>
    public static Results<Ok<T>, Created<T>, Problem> Answer<T>(Result<Written<T>> result, string address)
        where T : class =>
        !result.TryGet(out var written, out var faults) ? Problem.Of(faults)
        : written.IsNew ? TypedResults.Created(address, written.Value)
        : TypedResults.Ok(written.Value);

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
