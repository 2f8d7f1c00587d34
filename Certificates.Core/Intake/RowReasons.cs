using System.Text.Encodings.Web;
using System.Text.Json;

namespace Certificates.Core.Intake;

/// <summary>A row's reasons as the register stores them; null when there are none.</summary>
internal static class RowReasons
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string? Write(IReadOnlyList<Refusal> reasons) => reasons.Count == 0
        ? null
        : JsonSerializer.Serialize(reasons.Select(RowReason.Of), Json);

    public static IReadOnlyList<Refusal> Read(string? stored) =>
        stored is null ? [] : [.. JsonSerializer.Deserialize<RowReason[]>(stored, Json)!.Select(reason => reason.ToRefusal())];
}
