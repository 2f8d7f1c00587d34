using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Certificates.Verify.Bulk;

namespace Certificates.Verify.Lookup;

/// <summary>How questions and verdicts are read and written, by generated code.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(VerificationRequest))]
[JsonSerializable(typeof(VerdictDocument))]
[JsonSerializable(typeof(VerdictListDocument))]
[JsonSerializable(typeof(ListItemDocument))]
internal sealed partial class LookupJson : JsonSerializerContext
{
    private const int TypicalLength = 1024;

    /// <summary>Names as they are written and not as escapes: read by people too, and half as long.</summary>
    public static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write<T>(T document, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>(TypicalLength);
        using var writer = new Utf8JsonWriter(buffer, Readable);
        JsonSerializer.Serialize(writer, document, type);
        return buffer.WrittenMemory;
    }
}
