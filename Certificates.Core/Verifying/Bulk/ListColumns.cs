using Certificates.Core.Files.Tables;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>
/// The columns of a list: two of the three are there, none of them twice; all others are the sender's and are kept. The institution is read
/// where a printed number fits certificates of several.
/// </summary>
internal static class ListColumns
{
    /// <summary>Places of the columns.</summary>
    public const int Number = 0, Name = 1, IdNumber = 2, IssuedBy = 3;

    /// <summary>What is looked for in a list.</summary>
    public static readonly TableForm Form = new(
        [
            new TableColumn("证书编号", "number", ["证书编号", "number"], ColumnUse.Identity, IsRequired: false),
            new TableColumn("姓名", "name", ["姓名", "name"], ColumnUse.Name, IsRequired: false),
            new TableColumn("证件号码", "idNumber", ["证件号码", "idNumber"], ColumnUse.IdNumber, IsRequired: false),
            new TableColumn("发证机构", "issuedBy", ["发证机构", "issuedBy"], ColumnUse.Word, IsRequired: false),
        ],
        Expected: 3,
        KeepsOthers: true)
    {
        NamedNumber = Number,
    };

    /// <summary>Codes of a row one of whose three facts cannot be read, by the places of the columns.</summary>
    private static readonly RefusalCode[] Codes = [RefusalCode.NumberInvalid, RefusalCode.NameInvalid, RefusalCode.IdNumberInvalid];

    /// <summary>True when the header names its own columns in English alone; so the answers are.</summary>
    public static bool AreEnglish(TableHeader header) => header.Headings
        .All(heading => header.ColumnAt(heading.Column) is null || heading.Cell.Shown.All(unit => unit < '\u2E80'));

    /// <summary>What is said of an ID number that lost its last digits.</summary>
    public static Refusal LostIdNumber { get; } = Refused(IdNumber, CellFault.LostDigits);

    /// <summary>What is wrong with the cells of a row before anything is asked.</summary>
    public static IReadOnlyList<Refusal> Spoilt(CellFault[] faults)
    {
        List<Refusal>? spoilt = null;
        for (var i = 0; i < Codes.Length; i++)
        {
            if (faults[i] != CellFault.None)
            {
                (spoilt ??= []).Add(Refused(i, faults[i]));
            }
        }

        return spoilt ?? [];
    }

    private static Refusal Refused(int at, CellFault fault)
    {
        var column = Form.Columns[at];
        var (english, chinese) = fault.Words(column.Bilingual, column.Chinese);
        return new Refusal(Codes[at], column.English, english, chinese);
    }
}
