using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Certificates.Web.Reference;

/// <summary>What a call answers when all is well: an example of each, and the files it has.</summary>
internal static class ReferenceAnswers
{
    /// <summary>Describes them; an outage too where it is answered in the form of a good answer.</summary>
    public static void Describe(OpenApiOperation operation, CallReference? call)
    {
        if (call is null)
        {
            return;
        }

        var first = call.Response;
        foreach (var (status, response) in operation.Responses ?? [])
        {
            var isGood = status.StartsWith('2');
            if (response is not OpenApiResponse answer || (!isGood && call.Answers?.ContainsKey(status) != true))
            {
                continue;
            }

            Describe(answer, isGood ? call.Files ?? [] : [], type =>
                call.Answers?.GetValueOrDefault($"{status} {type}")
                ?? (call.Files?.Contains(type, StringComparer.Ordinal) == true ? null : call.Answers?.GetValueOrDefault(status) ?? first));
            first = isGood && answer.Content?.Count > 0 ? null : first;
        }
    }

    private static void Describe(OpenApiResponse answer, IReadOnlyList<string> files, Func<string, JsonNode?> example)
    {
        foreach (var type in files)
        {
            answer.Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
            answer.Content.TryAdd(type, new OpenApiMediaType { Schema = SchemaOf(type) });
        }

        foreach (var (type, media) in answer.Content ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal))
        {
            media.Example = example(type)?.DeepClone();
        }
    }

    /// <summary>JSON that is written row by row has no schema of its own.</summary>
    private static OpenApiSchema? SchemaOf(string type) =>
        type == "application/json" ? null : new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
}
