using System.Text.Json.Serialization;

namespace Certificates.Core;

/// <summary>A part of a list.</summary>
/// <param name="Items">The part, in the order of the list.</param>
/// <param name="Next">What to ask for behind it (<c>after</c>); null, and absent in JSON, at the end.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next);
