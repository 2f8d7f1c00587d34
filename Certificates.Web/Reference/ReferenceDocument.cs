using System.Text.Json;
using Certificates.Core;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Certificates.Web.Reference;

/// <summary>Completes the OpenApi document of a service, so that clients generated from it call the service as it is.</summary>
/// <param name="data">What the service says of its calls.</param>
/// <param name="server">Where it is reached; never taken from a request, whose host a caller may make up.</param>
/// <param name="tooLarge">The code of a body that is larger than a call takes.</param>
internal sealed class ReferenceDocument(ReferenceData data, string server, RefusalCode tooLarge) : IOpenApiDocumentTransformer
{
    /// <summary>The scheme of keys.</summary>
    public const string Scheme = "Bearer";

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Servers = [new OpenApiServer { Url = server }];
        document.Info.License = new OpenApiLicense
        {
            Name = "Terms of use of the operator · 运营单位的使用条款",
            Identifier = "LicenseRef-Operator",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key made with `keys create` or `POST /v1/keys`; its role says what it may do.",
        };
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description = data.Tags.GetValueOrDefault(tag.Name ?? "");
        }

        var problems = new ReferenceProblems(document, tooLarge);
        foreach (var (path, item) in document.Paths)
        {
            foreach (var (method, operation) in item.Operations ?? [])
            {
                Complete(document, problems, path, operation, data.Calls.GetValueOrDefault($"{method.Method.ToUpperInvariant()} {path}"));
            }
        }

        foreach (var schema in document.Components.Schemas.Values)
        {
            ReferenceSchemas.Straighten(schema);
        }

        return Task.CompletedTask;
    }

    private void Complete(
        OpenApiDocument document, ReferenceProblems problems, string path, OpenApiOperation operation, CallReference? call)
    {
        operation.OperationId = call?.Id;
        operation.Security ??= call?.TakesKey == true
            ? [[], new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }]
            : [[]];
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            Complete(parameter);
        }

        var content = operation.RequestBody?.Content;
        if (call?.Request is { } request && content?.TryGetValue("application/json", out var body) == true)
        {
            body.Example = request.DeepClone();
        }

        ReferenceAnswers.Describe(operation, call);

        foreach (var schema in (content?.Values ?? []).Select(each => each.Schema))
        {
            ReferenceSchemas.Straighten(schema);
        }

        problems.Describe(path, operation, call?.Codes ?? []);
    }

    private void Complete(OpenApiParameter parameter)
    {
        // As the product writes it; the service reads either.
        parameter.Name = parameter.In == ParameterLocation.Query ? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!) : parameter.Name;
        ReferenceSchemas.Straighten(parameter.Schema);
        var example = data.Parameters.GetValueOrDefault(parameter.Name!)
            ?? data.Parameters.GetValueOrDefault($"{parameter.Name}:{parameter.Schema?.Format}");
        parameter.Example = example?.DeepClone();
    }
}
