using System.Drawing;
using System.Globalization;
using Certificates.Core;
using Certificates.Core.Batches.Templates;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Validations;
using SpreadCheetah.Worksheets;

namespace Certificates.Api.Batches.Templates;

/// <summary>
/// A template as a workbook: every column is text, so that no number loses its last digits; what can be chosen is chosen from a list, the
/// rule of a column is a note at its heading. It is sent as it is: the examples stand across, so that no sheet but the first is a table of
/// people, and the lists stand on a sheet that is not shown, which is never read.
/// </summary>
internal static class TemplateXlsx
{
    private const string ExampleSheet = "示例", ListSheet = "选项";
    private const double Narrow = 14, Wide = 24, Text = 60;

    /// <summary>Writes the workbook.</summary>
    public static async Task WriteAsync(ResultsTemplate template, Stream body, CancellationToken cancellationToken)
    {
        await using var output = new DeferredStream(body);
        await using var workbook = await NewWorkbook.CreateAsync(output, cancellationToken);
        var look = Look.In(workbook);
        await WriteFormAsync(workbook, template, look, cancellationToken);
        await WriteExamplesAsync(workbook, template, look, cancellationToken);
        await WriteListsAsync(workbook, template, look, cancellationToken);
        await workbook.FinishAsync(cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private static async Task WriteFormAsync(
        Spreadsheet workbook, ResultsTemplate template, Look look, CancellationToken cancellationToken)
    {
        var columns = template.Form.Columns;
        var options = new WorksheetOptions { FrozenRows = 1 };
        for (var i = 0; i < columns.Count; i++)
        {
            options.Column(i + 1).DefaultStyle = Look.Text;
            options.Column(i + 1).Width = columns[i] is ResultsColumn.IdNumber or ResultsColumn.IdType or ResultsColumn.Number
                or ResultsColumn.TrainingCertificate ? Wide : Narrow;
        }

        await workbook.StartWorksheetAsync(NameOf(template.Form), options, cancellationToken);
        for (var i = 0; i < columns.Count; i++)
        {
            var letter = SpreadsheetUtility.GetColumnName(i + 1);
            workbook.AddNote($"{letter}1", columns[i].Rule());
            if (template.Choices(columns[i]) is { Count: > 0 } choices)
            {
                workbook.AddDataValidation($"{letter}2:{letter}{ResultsFile.MaxRows + 1}", OneOf(letter, columns[i], choices.Count));
            }
        }

        await workbook.AddRowAsync(
            [.. columns.Select(column => new StyledCell(
                template.Form.Chinese(column), ResultsForm.IsRequired(column) ? look.Required : look.Heading))],
            cancellationToken);
    }

    /// <summary>What is not on the list is asked about: a former code of an occupation, or another word for a document, is taken.</summary>
    private static DataValidation OneOf(string letter, ResultsColumn column, int count)
    {
        var cells = string.Create(CultureInfo.InvariantCulture, $"${letter}$2:${letter}${count + 1}");
        var validation = DataValidation.ListValuesFromCells(ListSheet, cells, showDropdown: true);
        validation.ErrorType = column == ResultsColumn.Grade ? ValidationErrorType.Blocking : ValidationErrorType.Warning;
        validation.ErrorTitle = "不在列表中";
        validation.ErrorMessage = "请从下拉列表中选择。列表只含本机构现有资格的内容。";
        return validation;
    }

    private static async Task WriteExamplesAsync(
        Spreadsheet workbook, ResultsTemplate template, Look look, CancellationToken cancellationToken)
    {
        var options = new WorksheetOptions { FrozenRows = 1 };
        foreach (var (column, width) in new[] { (1, Wide), (2, Wide), (3, Wide), (4, Text) })
        {
            (options.Column(column).DefaultStyle, options.Column(column).Width) = (Look.Text, width);
        }

        await workbook.StartWorksheetAsync(ExampleSheet, options, cancellationToken);
        await AddAsync(look.Heading, "列（本表仅供参考，不会被读取）", "示例一", "示例二", "填写规则");
        foreach (var column in template.Form.Columns)
        {
            await AddAsync(
                look.Plain, template.Form.Chinese(column), column.Example(isSecond: false), column.Example(isSecond: true), column.Rule());
        }

        await AddAsync(look.Plain, "", "", "", "");
        await AddAsync(look.Heading, "本机构可报的职业", "代码", "可报等级", "方向");
        foreach (var occupation in template.Occupations)
        {
            await AddAsync(
                look.Plain,
                occupation.Name,
                occupation.Code,
                string.Join("、", occupation.Grades.Select(grade => grade.Chinese())),
                occupation.Directions.Count == 0 ? "无，留空" : string.Join("、", occupation.Directions));
        }

        async ValueTask AddAsync(StyleId style, params string[] words) =>
            await workbook.AddRowAsync([.. words.Select(word => new StyledCell(NewWorkbook.Writable(word), style))], cancellationToken);
    }

    private static async Task WriteListsAsync(
        Spreadsheet workbook, ResultsTemplate template, Look look, CancellationToken cancellationToken)
    {
        var lists = template.Form.Columns.Select(template.Choices).ToList();
        await workbook.StartWorksheetAsync(
            ListSheet, new WorksheetOptions { Visibility = WorksheetVisibility.Hidden }, cancellationToken);
        await workbook.AddRowAsync(
            [.. template.Form.Columns.Select(column => new StyledCell(template.Form.Chinese(column), look.Plain))], cancellationToken);
        for (var i = 0; i < lists.Max(list => list.Count); i++)
        {
            await workbook.AddRowAsync(
                [.. lists.Select(list => new StyledCell(i < list.Count ? NewWorkbook.Writable(list[i]) : null, look.Plain))],
                cancellationToken);
        }
    }

    private static string NameOf(ResultsForm form) => form.Columns.Contains(ResultsColumn.Number) ? "已发证书"
        : form.Kind == CertificateKind.Training ? "培训结果"
        : "成绩";

    /// <summary>The styles of a workbook's cells.</summary>
    private sealed record Look(StyleId Plain, StyleId Heading, StyleId Required)
    {
        public static Style Text => new() { Format = NumberFormat.Custom("@") };

        public static Look In(Spreadsheet workbook) => new(
            workbook.AddStyle(Text),
            workbook.AddStyle(Bold(Color.FromArgb(0xEC, 0xEF, 0xF3))),
            workbook.AddStyle(Bold(Color.FromArgb(0xF6, 0xE3, 0xC5))));

        private static Style Bold(Color fill) =>
            Text with { Font = new SpreadCheetah.Styling.Font { Bold = true }, Fill = new Fill { Color = fill } };
    }
}
