using System.Text.Json;
using Certificates.Core;
using Certificates.Core.Batches;

namespace Certificates.Api.Batches;

/// <summary>The codes of batch statuses, as bodies have them.</summary>
internal static class BatchStatuses
{
    /// <summary>For whoever asked for another.</summary>
    public static Refusal Unknown { get; } = new(
        RefusalCode.StatusUnknown,
        "status",
        $"status is one of {string.Join(", ", Enum.GetValues<BatchStatus>().Select(Code))}.",
        $"status 应为以下之一：{string.Join("、", Enum.GetValues<BatchStatus>().Select(Code))}。");

    /// <summary>Reads a code; nothing is every status.</summary>
    public static bool TryParse(string? code, out BatchStatus? status)
    {
        status = Enum.GetValues<BatchStatus>().Where(s => Code(s) == code).Cast<BatchStatus?>().FirstOrDefault();
        return code is null || status is not null;
    }

    private static string Code(BatchStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
