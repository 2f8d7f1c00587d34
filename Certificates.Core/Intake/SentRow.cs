using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Certificates.Core.Intake;

/// <summary>One data row as it was sent: the known columns, unchanged; unknown columns are not kept.</summary>
/// <param name="Number">Data row in the file, from 1; blank lines do not count.</param>
/// <param name="Fields">One text for each <see cref="ResultsColumn"/>, empty where nothing was sent.</param>
/// <param name="Flaw">What the texts can no longer tell.</param>
public sealed record SentRow(int Number, IReadOnlyList<string> Fields, SentRowFlaw Flaw)
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A field as sent.</summary>
    public string this[ResultsColumn column] => Fields[(int)column];

    /// <summary>True when nothing was sent in any known column.</summary>
    internal bool IsBlank => Flaw == SentRowFlaw.None && Fields.All(string.IsNullOrWhiteSpace);

    /// <summary>The row as compact JSON, for keeping encrypted: <c>[number,flaw,field,…]</c>, fields in column order.</summary>
    public byte[] ToUtf8Json()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Number);
            json.WriteNumberValue((int)Flaw);
            foreach (var field in Fields)
            {
                json.WriteStringValue(field);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="ToUtf8Json"/> wrote; columns added since then are empty.</summary>
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
        var flaw = (SentRowFlaw)json.GetInt32();
        var fields = new string[ResultsColumns.All.Count];
        Array.Fill(fields, "");
        for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
        {
            fields[i] = json.GetString()!;
        }

        return new SentRow(number, fields, flaw);
    }

    /// <summary>The row as if nothing had been sent in a column.</summary>
    internal SentRow Without(ResultsColumn column) => this with { Fields = [.. Fields.Select((f, i) => i == (int)column ? "" : f)] };

    /// <summary>Never prints a person's data.</summary>
    public override string ToString() => $"{nameof(SentRow)} {Number}";
}

/// <summary>Faults of a row that its texts do not show.</summary>
[Flags]
public enum SentRowFlaw
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>More fields than headers, or a field that is no plain value: what stands where is unsure.</summary>
    Malformed = 1,

    /// <summary>The ID number was a number: digits beyond the fifteenth, leading zeros and an X are lost.</summary>
    NumericIdNumber = 2,
}
