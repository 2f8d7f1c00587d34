using Certificates.Core.Verifying.Guarding;
using Microsoft.Extensions.Options;

namespace Certificates.Verify.Guards;

/// <summary>The limits as the reference states them, with the numbers that are set.</summary>
internal static class LimitWords
{
    public static string Of(IServiceProvider services)
    {
        var requests = services.GetRequiredService<IOptions<LimitOptions>>().Value;
        var guard = services.GetRequiredService<GuardOptions>();
        return $"Per address block: {requests.RequestsPerMinute} requests a minute (/24 or /64); {guard.MissesPerHour} misses an hour "
            + $"about one number, name or ID number (/24 or /64), {GuardLimits.MissesPerHourInAll(guard)} in all (/24 or /48); then 429 "
            + $"with Retry-After. After {GuardLimits.MissesOfAllAskersPerDay} misses a day of all askers on one number or ID number: 400 "
            + "third_fact_required, until number, name and ID number are given; a genuine QR code or PDF is always answered. After "
            + $"{GuardLimits.WrongIdNumbersPerDay} wrong ID numbers a day beside one number the ID number is not compared that day, and "
            + "notCompared says so. Rows of a list count as questions do.";
    }
}
