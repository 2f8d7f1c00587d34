using System.Text.Json.Nodes;

namespace Certificates.Tests.Reference;

/// <summary>What every call of an OpenAPI document says, so that clients can be generated from it and people find their codes.</summary>
internal static class ReferenceShape
{
    /// <summary>What is missing or wrong, each with its call.</summary>
    public static IEnumerable<string> Faults(JsonNode document)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, call) in item!.AsObject())
            {
                foreach (var fault in Faults(call!, ids))
                {
                    yield return $"{method} {path}: {fault}";
                }
            }
        }

        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            var properties = schema!["properties"]?.AsObject() ?? [];
            foreach (var (property, described) in properties.Where(each => IsNullable(each.Value!)))
            {
                if (schema["required"]?.AsArray().Any(required => (string?)required == property) == true)
                {
                    yield return $"{name}.{property} may be null and is required";
                }
            }

            foreach (var (property, _) in properties.Where(each => Types(each.Value!) is var types && types.Contains("string") && types.Overlaps(["integer", "number"])))
            {
                yield return $"{name}.{property} is a number or a text";
            }
        }
    }

    private static IEnumerable<string> Faults(JsonNode call, HashSet<string> ids)
    {
        if (call["operationId"] is not { } id || !ids.Add((string)id!))
        {
            yield return "no operationId of its own";
        }

        if (call["security"] is null)
        {
            yield return "no security";
        }

        foreach (var parameter in call["parameters"]?.AsArray() ?? [])
        {
            if ((string)parameter!["in"]! == "query" && !char.IsAsciiLetterLower(((string)parameter["name"]!)[0]))
            {
                yield return $"parameter {parameter["name"]} is not as it is written";
            }

            if (Types(parameter["schema"]!).Count(type => type != "null") > 1)
            {
                yield return $"parameter {parameter["name"]} is of two types";
            }
        }

        foreach (var answer in call["responses"]!.AsObject().Where(answer => answer.Key[0] == '2' && answer.Key != "204"))
        {
            var media = answer.Value!["content"]?.AsObject() ?? [];
            if (media.Count == 0 || media.Any(each => each.Value!["example"] is null && (string?)each.Value!["schema"]?["format"] != "binary"))
            {
                yield return $"{answer.Key} without an example of each of its forms";
            }
        }

        var refused = call["responses"]!.AsObject().Where(answer => answer.Key[0] == '4').ToList();
        if (refused.Count == 0 || refused.Exists(answer => !((string)answer.Value!["description"]!).Contains('`', StringComparison.Ordinal)))
        {
            yield return "a 4xx without codes, or none";
        }

        if (call["requestBody"]?["content"]?["application/json"] is { } json && call["requestBody"]!["content"]!.AsObject().Count == 1 && json["example"] is null)
        {
            yield return "no example of its body";
        }
    }

    private static bool IsNullable(JsonNode schema) => Types(schema).Contains("null") || schema["oneOf"]?.AsArray().Any(each => Types(each!).Contains("null")) == true;

    private static HashSet<string> Types(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => [.. several.Select(type => (string)type!)],
        JsonValue one => [(string)one!],
        _ => [],
    };
}
