using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Certificates.Web.Reference;

/// <summary>
/// What the reference says of a service that no code says: names, codes and examples of its calls, in <c>reference.json</c>.
/// </summary>
/// <param name="Tags">What each group of calls is for.</param>
/// <param name="Parameters">Examples of parameters by name; of <c>id</c> by name and format.</param>
/// <param name="Calls">The calls by method and path, such as <c>GET /v1/batches</c>.</param>
internal sealed record ReferenceData(
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyDictionary<string, JsonNode> Parameters,
    IReadOnlyDictionary<string, CallReference> Calls)
{
    /// <summary>Reads the resource of a service's assembly.</summary>
    public static ReferenceData Of(Assembly service)
    {
        using var stream = service.GetManifestResourceStream("reference.json")!;
        return JsonSerializer.Deserialize<ReferenceData>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>One call.</summary>
/// <param name="Id">Its operationId, of which generated clients make the name of a method; never changed once it was published.</param>
/// <param name="Codes">
/// The codes of problems that are its own; those that many calls share are added by <see cref="ReferenceProblems"/>, and those of a file
/// of rows in place of <c>@tables</c>.
/// </param>
/// <param name="Request">An example of its JSON body.</param>
/// <param name="Response">An example of its first good answer.</param>
/// <param name="Answers">
/// Examples of the others, by status, or by status and media type (<c>200 text/csv</c>) where that has one of its own.
/// </param>
/// <param name="Files">What it answers beside, or instead, as a file: media types.</param>
/// <param name="TakesKey">True for a call that works without a key, and does more with one.</param>
internal sealed record CallReference(
    string Id,
    IReadOnlyList<string>? Codes,
    JsonNode? Request,
    JsonNode? Response,
    IReadOnlyDictionary<string, JsonNode>? Answers,
    IReadOnlyList<string>? Files,
    bool TakesKey = false);
