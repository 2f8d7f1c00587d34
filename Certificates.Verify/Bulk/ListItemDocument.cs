using System.Text.Json.Serialization;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Bulk;
using Certificates.Verify.Lookup;

namespace Certificates.Verify.Bulk;

/// <summary>
/// A verdict on a row of a JSON list. Beside the four kinds there is <c>incomplete</c>, with the reasons <c>number_missing</c>,
/// <c>name_missing</c>, <c>id_number_missing</c>, and for what cannot be read <c>number_invalid</c>, <c>name_invalid</c>,
/// <c>id_number_invalid</c>.
/// </summary>
internal sealed record ListItemDocument : VerdictDocument
{
    private ListItemDocument(VerdictDocument verdict, BulkResult result) : base(verdict) =>
        (Row, Reference, Hints) = (result.Row, result.Reference, HintDocument.Of(result.Hints));

    /// <summary>The row, from 1; a row by name and ID number has an item for each certificate.</summary>
    public int Row { get; }

    /// <summary>The sender's own name for the row.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reference { get; }

    /// <summary>What looks mistyped in a row that was not found, by its text alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<HintDocument>? Hints { get; }

    public static IEnumerable<ListItemDocument> Of(BulkResult result) => result.IsIncomplete
        ? [new(new("incomplete", Codes(result), null, null, null, null, null, null, null, null), result)]
        : result.Verdicts.Select(verdict => new ListItemDocument(Of(verdict), result));

    private static string[] Codes(BulkResult result) =>
        [.. result.Missing.Select(Code), .. result.Spoilt.Select(cell => cell.Code.Code)];

    private static string Code(string field) => field == "idNumber" ? "id_number_missing" : $"{field}_missing";
}

/// <summary>What looks mistyped in a field, told by its text alone: the same for what is on record and what is not.</summary>
/// <param name="Field">number, name or idNumber.</param>
/// <param name="Code">
/// is_id_number, length, check, character, earlier (a number of another form, looked up as one of before this system); is_number,
/// character, meant, short; spoilt, character, permit_length, former, length, resident_character, birth_date, check.
/// </param>
internal sealed record HintDocument(string Field, string Code)
{
    public static IReadOnlyList<HintDocument>? Of(IReadOnlyList<EntryHint> hints) =>
        hints.Count == 0 ? null : [.. hints.Select(hint => new HintDocument(hint.Field, hint.Code))];
}
