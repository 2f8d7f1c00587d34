using System.Text;
using Certificates.Core.Files;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Certificates.Verify.Bulk;

/// <summary>
/// The list to fill in: the three columns and one made-up row. Its columns are text to the last row of the sheet, or a spreadsheet takes
/// an ID number for a quantity and drops its last digits as it is typed.
/// </summary>
internal static class BulkTemplate
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly (string Column, string Example, double Width)[] Columns =
        [("证书编号", "Z00011101042610000123J", 28), ("姓名", "王伟", 16), ("证件号码", "990101199001010019", 24)];

    public static void MapTemplates(this IEndpointRouteBuilder routes)
    {
        // With a byte order mark, or a spreadsheet takes the Chinese for another encoding.
        routes.MapGet("/bulk/template.csv", () => Results.File(
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Csv())], "text/csv; charset=utf-8", "template.csv"))
                .ExcludeFromDescription();
        routes.MapGet("/bulk/template.xlsx", async (CancellationToken cancellationToken) => Results.File(
            await XlsxAsync(cancellationToken), Workbook, "template.xlsx")).ExcludeFromDescription();
    }

    private static string Csv() =>
        $"{string.Join(',', Columns.Select(column => column.Column))}\r\n{string.Join(',', Columns.Select(column => column.Example))}\r\n";

    private static async Task<byte[]> XlsxAsync(CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        await using (var spreadsheet = await NewWorkbook.CreateAsync(file, cancellationToken))
        {
            var asText = new Style { Format = NumberFormat.Standard(StandardNumberFormat.Text) };
            var text = spreadsheet.AddStyle(asText);
            var heading = spreadsheet.AddStyle(new Style { Format = asText.Format, Font = { Bold = true } });
            var options = new WorksheetOptions { FrozenRows = 1 };
            for (var i = 0; i < Columns.Length; i++)
            {
                (options.Column(i + 1).Width, options.Column(i + 1).DefaultStyle) = (Columns[i].Width, asText);
            }

            await spreadsheet.StartWorksheetAsync("名单", options, cancellationToken);
            await spreadsheet.AddRowAsync([.. Columns.Select(column => new StyledCell(column.Column, heading))], cancellationToken);
            await spreadsheet.AddRowAsync([.. Columns.Select(column => new StyledCell(column.Example, text))], cancellationToken);
            await spreadsheet.FinishAsync(cancellationToken);
        }

        return file.ToArray();
    }
}
