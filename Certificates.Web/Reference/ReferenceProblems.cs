using System.Globalization;
using System.Text.Json.Nodes;
using Certificates.Core;
using Certificates.Web.Problems;
using Microsoft.OpenApi;

namespace Certificates.Web.Reference;

/// <summary>Every problem that a call may answer, by status, with its codes in both languages.</summary>
internal sealed class ReferenceProblems
{
    private const string Name = "Problem";
    private const string Former = "ProblemDetails";
    private const string Tables = "@tables";

    private static readonly IReadOnlyList<RefusalCode> RefusedTables =
    [
        RefusalCode.FileEmpty, RefusalCode.FileUnreadable, RefusalCode.FormatNotRead, RefusalCode.WorkbookProtected,
        RefusalCode.EncodingMixed, RefusalCode.SheetsAmbiguous, RefusalCode.SheetUnknown, RefusalCode.HeaderNotFound,
        RefusalCode.ColumnsMissing, RefusalCode.ColumnsDuplicated, RefusalCode.ColumnsHidden, RefusalCode.CellsMerged,
        RefusalCode.FileTooLarge, RefusalCode.TooManyRows,
    ];

    private readonly OpenApiDocument _document;
    private readonly RefusalCode _tooLarge;

    /// <param name="document">Gets the schema of problem documents, in place of those that say nothing of codes.</param>
    /// <param name="tooLarge">The code of a body that is larger than a call takes.</param>
    public ReferenceProblems(OpenApiDocument document, RefusalCode tooLarge)
    {
        (_document, _tooLarge) = (document, tooLarge);
        var schemas = document.Components!.Schemas!;
        foreach (var name in schemas.Keys.Where(name => name.EndsWith(Former, StringComparison.Ordinal)).ToList())
        {
            schemas.Remove(name);
        }

        schemas[Name] = Schema();
    }

    /// <summary>Describes the problems of a call.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="operation">The call.</param>
    /// <param name="own">The codes that are its own; <c>@tables</c> stands for those of a file of rows.</param>
    public void Describe(string path, OpenApiOperation operation, IEnumerable<string> own)
    {
        var codes = own.SelectMany(code => code == Tables ? RefusedTables : [Code(code)])
            .Concat(Shared(path, operation)).Distinct().OrderBy(code => code.Code, StringComparer.Ordinal);
        operation.Responses ??= [];
        foreach (var status in codes.GroupBy(code => code.Kind.Status()))
        {
            var key = status.Key.ToString(CultureInfo.InvariantCulture);
            if (status.Key < StatusCodes.Status500InternalServerError || !operation.Responses.ContainsKey(key))
            {
                operation.Responses[key] = Response(status.Key, [.. status]);
            }
        }
    }

    private static RefusalCode Code(string code) => RefusalCode.TryParse(code, out var known)
        ? known
        : throw new InvalidOperationException($"reference.json names the code {code}, which there is not.");

    private IEnumerable<RefusalCode> Shared(string path, OpenApiOperation operation)
    {
        var needsKey = operation.Security!.All(requirement => requirement.Count > 0);
        var parameters = operation.Parameters ?? [];
        RefusalCode?[] codes =
        [
            RefusalCode.Unavailable,
            needsKey ? RefusalCode.Unauthenticated : null,
            needsKey ? RefusalCode.RoleNotAllowed : null,
            needsKey && path.Contains('{', StringComparison.Ordinal) ? RefusalCode.NotFound : null,
            parameters.Count > 0 || operation.RequestBody is not null ? RefusalCode.RequestMalformed : null,
            parameters.Any(parameter => parameter.Name == "limit") ? RefusalCode.LimitInvalid : null,
            parameters.Any(parameter => parameter.Name == "after") ? RefusalCode.AfterInvalid : null,
            operation.RequestBody is not null ? RefusalCode.MediaTypeUnsupported : null,
            operation.RequestBody is not null ? _tooLarge : null,
            operation.RequestBody is not null ? RefusalCode.RequestTimeout : null,
        ];
        return codes.OfType<RefusalCode>();
    }

    private OpenApiResponse Response(int status, IReadOnlyList<RefusalCode> codes) => new()
    {
        Description = string.Join('\n', codes.Select(code => $"- `{code.Code}`: {code.English} · {code.Chinese}")),
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["application/problem+json"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(Name, _document),
                Example = new JsonObject
                {
                    ["type"] = $"https://verify.example.cn/problems/{codes[0].Code}",
                    ["title"] = codes[0].Code,
                    ["status"] = status,
                    ["detail"] = codes[0].English,
                    ["code"] = codes[0].Code,
                },
            },
        },
    };

    private static OpenApiSchema Text(string description, string? format = null) =>
        new() { Type = JsonSchemaType.String, Format = format, Description = description };

    private static OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A problem document (RFC 9457). Compare `code`; `detail` is for people, in the language of `Accept-Language`.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("A page that says what the code means.", "uri"),
            ["title"] = Text("What is wrong in a few words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = Text("What is wrong and what to do."),
            ["code"] = Text("One of a closed set; never changed once it was answered."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong at each field, where there are fields.",
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            },
        },
    };
}
