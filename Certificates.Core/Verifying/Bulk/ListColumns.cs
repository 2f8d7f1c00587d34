using Certificates.Core.Files.Tables;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>The columns of a list: two of the three are there, none of them twice; all others are the sender's and are kept.</summary>
internal static class ListColumns
{
    /// <summary>Places of the columns.</summary>
    public const int Number = 0, Name = 1, IdNumber = 2;

    /// <summary>What is looked for in a list.</summary>
    public static readonly TableForm Form = new(
        [
            new TableColumn("证书编号", "number", ["证书编号", "number"], ColumnUse.Identity, IsRequired: false),
            new TableColumn("姓名", "name", ["姓名", "name"], ColumnUse.Name, IsRequired: false),
            new TableColumn("证件号码", "idNumber", ["证件号码", "idNumber"], ColumnUse.IdNumber, IsRequired: false),
        ],
        Expected: 3,
        KeepsOthers: true);

    /// <summary>Codes of a row whose cell cannot be read, by the places of the columns.</summary>
    private static readonly RefusalCode[] Codes = [RefusalCode.NumberInvalid, RefusalCode.NameInvalid, RefusalCode.IdNumberInvalid];

    /// <summary>True when the header names its own columns in English; so the answers are.</summary>
    public static bool AreEnglish(TableHeader header) => header.Headings
        .Any(heading => header.ColumnAt(heading.Column) is not null && Headings.Canonical(heading.Cell.Shown).Any(char.IsAsciiLetter));

    /// <summary>What is wrong with the cells of a row before anything is asked.</summary>
    public static IReadOnlyList<Refusal> Spoilt(CellFault[] faults)
    {
        List<Refusal>? spoilt = null;
        for (var i = 0; i < faults.Length; i++)
        {
            if (faults[i] != CellFault.None)
            {
                var column = Form.Columns[i];
                var (english, chinese) = faults[i].Words(column.Bilingual, column.Chinese);
                (spoilt ??= []).Add(new Refusal(Codes[i], column.English, english, chinese));
            }
        }

        return spoilt ?? [];
    }
}
