using System.Text;
using MiniExcelLibs;

namespace Certificates.Verify.Bulk;

/// <summary>The list to fill in: the three columns and one made-up row.</summary>
internal static class BulkTemplate
{
    private static readonly (string Column, string Example)[] Columns =
        [("证书编号", "Z00011101042610000123J"), ("姓名", "王伟"), ("证件号码", "990101199001010015")];

    public static void MapTemplates(this IEndpointRouteBuilder routes)
    {
        // With a byte order mark, or a spreadsheet takes the Chinese for another encoding.
        routes.MapGet("/bulk/template.csv", () => Results.File(
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Csv())], "text/csv; charset=utf-8", "template.csv"))
                .ExcludeFromDescription();
        routes.MapGet("/bulk/template.xlsx", () => Results.File(
            Xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "template.xlsx")).ExcludeFromDescription();
    }

    private static string Csv() =>
        $"{string.Join(',', Columns.Select(column => column.Column))}\r\n{string.Join(',', Columns.Select(column => column.Example))}\r\n";

    private static byte[] Xlsx()
    {
        using var file = new MemoryStream();
        file.SaveAs(new[] { Columns.ToDictionary(column => column.Column, object (column) => column.Example, StringComparer.Ordinal) });
        return file.ToArray();
    }
}
