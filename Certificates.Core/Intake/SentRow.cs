using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Certificates.Core.Files.Tables;

namespace Certificates.Core.Intake;

/// <summary>One data row as it was sent: the known columns, unchanged; unknown columns are not kept.</summary>
/// <param name="Number">The person in the file, from 1; blank lines and rows of no person do not count.</param>
/// <param name="Fields">Texts by <see cref="ResultsColumn"/>, empty where nothing was sent; those behind the last are empty too.</param>
/// <param name="Flaw">What the texts can no longer tell.</param>
public sealed record SentRow(int Number, IReadOnlyList<string> Fields, SentRowFlaw Flaw)
{
    /// <summary>Stands beside the flaws of a stored row that was judged by the rule of today.</summary>
    private const int RuleOfToday = 1 << 16;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// True for a row stored before the names of Chinese people were unified. It was judged by that rule, and is issued by it.
    /// </summary>
    internal bool IsReadByFormerRule { get; private init; }

    /// <summary>A field as sent.</summary>
    public string this[ResultsColumn column] => (int)column < Fields.Count ? Fields[(int)column] : "";

    /// <summary>The row number the sheet shows; null for JSON, and for rows that were kept before it was.</summary>
    public int? SheetRow { get; init; }

    /// <summary>Cells that no value can be read from. They are the row's faults once it is judged, and not kept beside those.</summary>
    internal IReadOnlyList<SpoiltCell> Spoilt { get; init; } = [];

    /// <summary>A row of a table as it is kept.</summary>
    internal static SentRow Of(ResultsForm form, TableRow row)
    {
        var fields = new SentFields();
        for (var i = 0; i < form.Columns.Count; i++)
        {
            fields[form.Columns[i]] = row.Texts[i];
        }

        return new SentRow(0, fields.ToArray(), row.IsTooLong ? SentRowFlaw.Malformed : SentRowFlaw.None)
        {
            SheetRow = row.Number == 0 ? null : row.Number,
            Spoilt =
            [
                .. form.Columns.Select((column, i) => new SpoiltCell(column, row.Faults[i])).Where(cell => cell.Fault != CellFault.None),
            ],
        };
    }

    /// <summary>
    /// The row as compact JSON, for keeping encrypted: <c>[number,flaw,field,…,sheetRow]</c>, fields in column order; the last only where
    /// there is one.
    /// </summary>
    public byte[] ToUtf8Json()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Number);
            json.WriteNumberValue((int)Flaw | (IsReadByFormerRule ? 0 : RuleOfToday));
            foreach (var field in Fields)
            {
                json.WriteStringValue(field);
            }

            if (SheetRow is { } sheetRow)
            {
                json.WriteNumberValue(sheetRow);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="ToUtf8Json"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are something else.</exception>
    public static SentRow FromUtf8Json(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Not a row.");
        }

        json.Read();
        var number = json.GetInt32();
        json.Read();
        var flaw = json.GetInt32();
        var (fields, sheetRow) = (new List<string>(), (int?)null);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.Number)
            {
                sheetRow = json.GetInt32();
            }
            else
            {
                fields.Add(json.GetString()!);
            }
        }

        return new SentRow(number, fields, (SentRowFlaw)(flaw & ~RuleOfToday))
        {
            IsReadByFormerRule = (flaw & RuleOfToday) == 0,
            SheetRow = sheetRow,
        };
    }

    /// <summary>The row as if nothing had been sent in a column.</summary>
    internal SentRow Without(ResultsColumn column) => this with { Fields = [.. Fields.Select((f, i) => i == (int)column ? "" : f)] };

    /// <summary>Never prints a person's data.</summary>
    public override string ToString() => $"{nameof(SentRow)} {Number}";
}

/// <summary>The fields of a row while they are found, in any order.</summary>
internal sealed class SentFields
{
    /// <summary>Up to here every row has a field, so that the rows of most files are stored alike.</summary>
    private const int Fewest = (int)ResultsColumn.Photo + 1;

    private readonly List<string> _fields = [.. Enumerable.Repeat("", Fewest)];

    /// <summary>Sets a field.</summary>
    public string this[ResultsColumn column]
    {
        set
        {
            while (value.Length > 0 && _fields.Count <= (int)column)
            {
                _fields.Add("");
            }

            if ((int)column < _fields.Count)
            {
                _fields[(int)column] = value;
            }
        }
    }

    /// <summary>All of them, as <see cref="SentRow.Fields"/> has them.</summary>
    public string[] ToArray() => [.. _fields];
}

/// <summary>Faults of a row that its texts do not show. Rows of earlier releases may have the values 2 and 4 too.</summary>
[Flags]
public enum SentRowFlaw
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>More fields than headers, or a field that is no plain value: what stands where is unsure.</summary>
    Malformed = 1,
}
