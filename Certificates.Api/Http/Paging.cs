using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Certificates.Core;

namespace Certificates.Api.Http;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Limit">Most items, 1–1000; 100 when not said.</param>
/// <param name="After">The <c>next</c> of the part before.</param>
internal sealed record Paging([property: Range(1, Paging.MaxLimit), DefaultValue(Paging.DefaultLimit)] int? Limit, string? After)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    /// <summary><see cref="Limit"/>, or what holds without it.</summary>
    public int Count => Limit ?? DefaultLimit;

    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="isNext">True for what could have been a <c>next</c> of this list.</param>
    public Refusal? Fault(Func<string, bool> isNext)
    {
        if (Count is < 1 or > MaxLimit)
        {
            return new Refusal(RefusalCode.LimitInvalid, "limit",
                $"limit is a whole number from 1 to {MaxLimit}.",
                $"limit 应为 1 至 {MaxLimit} 的整数。");
        }

        return After is null || isNext(After) ? null : new Refusal(RefusalCode.AfterInvalid, "after",
            "after is what 'next' said, unchanged.",
            "after 应原样填写上一页 next 的值。");
    }

    /// <summary>True for a whole number, as most lists say in <c>next</c>.</summary>
    public static bool IsNumber(string after) => long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
