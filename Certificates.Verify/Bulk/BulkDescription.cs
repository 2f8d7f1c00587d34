using Certificates.Core.Verifying.Bulk;
using Certificates.Core.Verifying.Guarding;
using Microsoft.OpenApi;

namespace Certificates.Verify.Bulk;

/// <summary>
/// What the reference says of <c>POST /v1/verifications/bulk</c>; its body is read as a stream, so nothing says it by itself.
/// </summary>
internal static class BulkDescription
{
    private static readonly string Words = $$"""
        The list as the part `file` of a form: CSV, XLSX or XLS with two of the columns 证书编号 (number), 姓名 (name), 证件号码 (idNumber),
        other columns are kept, and of a workbook the visible sheet with the columns is read (`sheet` names one);
        or as the body: JSON `{"items":[{"number","name","idNumber","issuedBy","reference"}]}`, two of the three each. 发证机构 (issuedBy), the
        institution's code or its whole name, says whose paper is meant where a number printed before this system fits those of several.
        The answer has the same form and order, with the result of each row, and is written while the rows are checked: the columns 查验结果
        (result), 状态 (status), 原因 (reasons), 职业 (occupation), 方向 (direction), 等级 (grade), 评价机构 (institution), 发证日期 (issuedOn),
        数据时间 (asOf, by the clock in China), 证书种类 (kind), 证书编号(查到) (foundNumber) and 已核对 (compared: which of
        the three agree with the register; what it does not name was not compared), in Chinese unless the list has English headers.
        A workbook comes back as the sender's own with these columns behind its last one; a row keeps its one line, and further
        certificates of a holder stand on a sheet of their own (其余证书). It is an .xlsx without macros and links to other workbooks:
        the header `X-Converted-From` names the format that was sent, such as `xlsm`, where the answer has another. CSV keeps encoding and
        separator; CSV and JSON have a line for each certificate.
        With a key of the role checker and `X-Purpose` (at most 200 characters, may be percent-encoded): at most {{BulkCheck.MaxRows}} rows,
        within the daily quota of the key. Without a key: at most {{BulkCheck.MaxRowsWithoutKey}} rows, of number and name only, each limited
        as a single question. With a key: after {{GuardLimits.ListMissesPerNumberAndDay}} misses a day on one number its rows are `unavailable`, and
        the list stops once more than {{GuardLimits.ListMissesPerHundred}} % of the day's rows, and more than {{GuardLimits.ListMissesPerDay}}, were not found;
        the reason is `too_many_misses`.
        """;

    private static readonly string[] Fields = ["number", "name", "idNumber", "issuedBy", "reference"];

    public static void DescribeList(this RouteHandlerBuilder endpoint) => endpoint
        .WithTags("Verification").WithSummary("Check a list").WithDescription(Words)
        .Produces(StatusCodes.Status200OK, contentType: "text/csv", additionalContentTypes:
            ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/json"])
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = Body();
            return Task.CompletedTask;
        });

    private static OpenApiRequestBody Body()
    {
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
            },
            Required = new HashSet<string>(StringComparer.Ordinal) { "file" },
        };
        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        var item = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = Fields.ToDictionary(field => field, IOpenApiSchema (_) => text, StringComparer.Ordinal),
        };
        var list = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["items"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = item },
            },
        };
        return new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["multipart/form-data"] = new() { Schema = form },
                ["application/json"] = new() { Schema = list },
            },
        };
    }
}
