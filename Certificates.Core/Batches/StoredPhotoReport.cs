using System.Text.Json;
using Certificates.Core.Intake;

namespace Certificates.Core.Batches;

/// <summary>What became of a batch's photos as the register stores it: numbers only, no name of a file.</summary>
internal static class StoredPhotoReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Write(PhotoReport report) => JsonSerializer.Serialize(report with { UnusedNames = null }, Json);

    public static PhotoReport Read(string stored) => JsonSerializer.Deserialize<PhotoReport>(stored, Json)!;
}
