using System.Diagnostics.Metrics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Certificates.Core.Intake;

/// <summary>A row's reasons as the register stores them; null when there are none.</summary>
internal static class RowReasons
{
    private static readonly Counter<long> Rejected = Telemetry.Meter.CreateCounter<long>(
        "certificates.rows.rejected", "{row}", "Rows rejected; a row counts under each of its reasons.");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string? Write(IReadOnlyList<Refusal> reasons) => reasons.Count == 0
        ? null
        : JsonSerializer.Serialize(reasons.Select(StoredReason.Of), Json);

    public static IReadOnlyList<Refusal> Read(string? stored) =>
        stored is null ? [] : [.. JsonSerializer.Deserialize<StoredReason[]>(stored, Json)!.Select(reason => reason.ToRefusal())];

    /// <summary>True while somebody listens to how many rows are rejected.</summary>
    public static bool AreCounted => Rejected.Enabled;

    /// <summary>Counts rows rejected at intake, or when their certificates are prepared, by the codes of their reasons.</summary>
    public static void CountRejected(IEnumerable<KeyValuePair<string, int>> byCode)
    {
        foreach (var (code, count) in byCode)
        {
            Rejected.Add(count, Telemetry.Tag("reason", code));
        }
    }
}

/// <summary>Why a row ended as it did, as the API answers it.</summary>
/// <param name="Code">The reason code.</param>
/// <param name="Field">The field that is at fault; null when it is the row.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record RowReason(string Code, string? Field, string Message)
{
    /// <summary>As it is shown in a language.</summary>
    public static RowReason Of(Refusal refusal, string language) => new(refusal.Code.Code, refusal.Field, refusal.In(language));
}

/// <summary>Why a row ended as it did, as the register stores it.</summary>
/// <param name="Code">The reason code.</param>
/// <param name="Field">The field that is at fault; null when it is the row.</param>
/// <param name="Message">What is wrong and what to do, in English.</param>
/// <param name="Chinese">The same in Chinese; absent where the code's own sentence says it, and in rows of earlier releases.</param>
internal sealed record StoredReason(
    string Code,
    string? Field,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Chinese = null)
{
    /// <summary>As it is stored.</summary>
    public static StoredReason Of(Refusal refusal) => new(refusal.Code.Code, refusal.Field, refusal.Message, refusal.Chinese);

    /// <summary>As it was found; a code that this release does not know any more is kept as it is.</summary>
    public Refusal ToRefusal() => new(RefusalCode.Stored(Code), Field, Message, Chinese);
}
