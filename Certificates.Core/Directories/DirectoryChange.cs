using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Certificates.Core.Log;

namespace Certificates.Core.Directories;

/// <summary>Records who changed what of a directory, in the transaction that changes it.</summary>
internal static class DirectoryChange
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new InstantConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Appends the event of a change.</summary>
    /// <param name="write">The change's transaction.</param>
    /// <param name="target">What was changed.</param>
    /// <param name="kind">The kind of change, a code.</param>
    /// <param name="by">Who changed it, when, on what document.</param>
    /// <param name="detail">What was written.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public static Task RecordAsync(
        WriteTransaction write, string target, string kind, Writer by, object detail, CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(EventLeaf.SaltLength);
        var text = JsonSerializer.Serialize(detail, Json);
        var leaf = new DirectoryLeaf(target, kind, by.At, by.Key.Id, by.Document, EventLeaf.HashText(salt, text));
        var happened = new NewDirectoryEvent(target, kind, by.At, by.Key.Id, by.Document, text, salt, leaf.Hash());
        return DirectoryEventStore.AppendAsync(write, happened, cancellationToken);
    }

    /// <summary>Instants as everywhere: UTC with <c>Z</c>, to the millisecond.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}

/// <summary>Who writes to a directory.</summary>
/// <param name="Key">The authority's key.</param>
/// <param name="At">When.</param>
/// <param name="Document">The document the change rests on; null when none is named.</param>
internal sealed record Writer(ApiKey Key, DateTimeOffset At, string? Document);
