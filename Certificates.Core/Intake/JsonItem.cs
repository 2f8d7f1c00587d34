using System.Text.Json;
using Certificates.Core.Files;
using Certificates.Core.Files.Tables;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Intake;

/// <summary>A result sent as a JSON object, as the cells of a row: the same rules hold for both.</summary>
/// <param name="Filled">What it has.</param>
/// <param name="Texts">What our columns say.</param>
/// <param name="Faults">What is wrong with them.</param>
/// <param name="IsMalformed">True when a value is no plain one.</param>
internal sealed record JsonItem(
    IReadOnlyList<SheetCell> Filled, string[] Texts, CellFault[] Faults, bool IsMalformed)
{
    /// <summary>Reads an object; its properties have the names of the form, or those of all forms.</summary>
    public static JsonItem Read(ResultsForm form, JsonElement item)
    {
        var (filled, isMalformed) = (new List<SheetCell>(), false);
        var (texts, faults) = (new string[form.Columns.Count], new CellFault[form.Columns.Count]);
        for (var i = 0; i < texts.Length; i++)
        {
            var column = form.Columns[i];
            var isThere = item.TryGetProperty(form.English(column), out var value) || item.TryGetProperty(column.English(), out value);
            var sent = isThere ? JsonRows.Cell(value) : "";
            isMalformed |= sent is null;
            var cell = sent ?? "";
            (texts[i], faults[i]) = (CellText.Of(cell, form.Table.Columns[i].Use), CellText.FaultOf(cell, form.Table.Columns[i].Use));
            if (!cell.IsEmpty)
            {
                filled.Add(new SheetCell(i, cell));
            }
        }

        return new JsonItem(filled, texts, faults, isMalformed);
    }
}
