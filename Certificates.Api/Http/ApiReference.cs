using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Web.Reference;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Certificates.Api.Http;

/// <summary>The OpenAPI document and the page that shows it.</summary>
internal static class ApiReference
{
    /// <summary>Describes the API.</summary>
    public static void AddApiReference(this IServiceCollection services) => services.AddOpenApi(openApi =>
    {
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "专业技术等级证书签发 · Certificate issuing",
                Version = "v1",
                Description = "Results in, signed certificates out. Errors are problem documents (RFC 9457) with a `code`; lists "
                    + "take `limit` and `after`.",
            };
            return Task.CompletedTask;
        });
        openApi.AddOperationTransformer(RequireKey);
        openApi.AddSchemaTransformer((schema, context, _) =>
        {
            var type = context.JsonTypeInfo.Type;
            if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
            {
                var mayBeNull = type == typeof(DateTimeOffset?) ? JsonSchemaType.Null : default;
                (schema.Type, schema.Format) = (JsonSchemaType.String | mayBeNull, "date-time");
            }

            return Task.CompletedTask;
        });
        openApi.AddDocumentTransformer(new ReferenceDocument(
            ReferenceData.Of(typeof(ApiReference).Assembly), server: "/", RefusalCode.BodyTooLarge));
    });

    /// <summary><c>/openapi/v1.json</c> and <c>/docs</c>.</summary>
    public static void MapApiReference(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        routes.MapReferencePage(
            "Certificate issuing API", page => page.AddPreferredSecuritySchemes([ApiKeyAuthentication.SchemeName]));
    }

    private static Task RequireKey(OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
        {
            operation.Security =
                [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyAuthentication.SchemeName,
                    context.Document)] = [] }];
        }

        return Task.CompletedTask;
    }
}
