using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Certificates.Api.Http;

/// <summary>JSON as the contract has it: camelCase, codes in snake_case, instants in UTC with <c>Z</c>, Chinese readable.</summary>
internal static class ApiJson
{
    /// <summary>Sets it for bodies in both directions.</summary>
    public static void AddApiJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        json.SerializerOptions.Converters.Add(new InstantConverter());
    });

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        // A DateTime of kind Utc is written with Z, a DateTimeOffset with +00:00.
        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }
}
