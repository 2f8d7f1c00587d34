using Microsoft.OpenApi;

namespace Certificates.Web.Reference;

/// <summary>Says of values what the services say: numbers are numbers, and what may be absent need not be there.</summary>
internal static class ReferenceSchemas
{
    /// <summary>Does so for a schema and those within it; one that is referred to is done where it stands.</summary>
    public static void Straighten(IOpenApiSchema? described)
    {
        if (described is not OpenApiSchema schema)
        {
            return;
        }

        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.String)
            && (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number)))
        {
            // The reader takes a number in quotes too; nobody should send one.
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))
        {
            if (MayBeNull(property))
            {
                schema.Required?.Remove(name);
            }

            Straighten(property);
        }

        Straighten(schema.Items);
        Straighten(schema.AdditionalProperties);
        foreach (var each in (schema.OneOf ?? []).Concat(schema.AllOf ?? []).Concat(schema.AnyOf ?? []))
        {
            Straighten(each);
        }
    }

    private static bool MayBeNull(IOpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.OneOf?.Any(each => each.Type == JsonSchemaType.Null) == true;
}
