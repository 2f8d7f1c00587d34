using System.Text.Json;

namespace Certificates.Core.Oversight.Auditing;

/// <summary>
/// Holds institutions and rights as they stand against the events that wrote them, field by field, as far as an event says: an earlier
/// release wrote fewer.
/// </summary>
/// <param name="events">The changes in order.</param>
/// <param name="findings">Joined by what is wrong.</param>
/// <param name="isSpecimen">True of a demo's register, which begins with institutions that no event wrote.</param>
internal sealed class DirectoryStates(IReadOnlyList<DirectoryEventRow> events, List<RegisterFinding> findings, bool isSpecimen)
{
    private static readonly string[] States = ["listed", "frozen", "removed"];
    private string? _begun;

    /// <summary>Every version was written by one event, and every event wrote one.</summary>
    public void HoldInstitutions(IReadOnlyList<RawRow> versions)
    {
        _begun = isSpecimen
            ? versions.Where(version => version.Text("RecordedBy") is null).Select(version => version.Instant("RecordedAt"))
                .Min(StringComparer.Ordinal)
            : null;
        var left = versions.ToLookup(version => (Target: $"institution/{version.Text("Code")}", At: version.Instant("RecordedAt")));
        var seen = new HashSet<RawRow>();
        foreach (var happened in events.Where(row => row.Target.StartsWith("institution/", StringComparison.Ordinal)))
        {
            var found = left[(happened.Target, happened.AtText)].FirstOrDefault(version => !seen.Contains(version));
            if (found is null || happened.Written() is not { } written)
            {
                Add(happened.Target, $"The version that event {happened.Id} wrote is not there.");
                continue;
            }

            seen.Add(found);
            var differing = Differing(written, Facts(found));
            Add(happened.Target, differing, $"The version from {found.Day("ValidFrom")} is not as event {happened.Id} wrote it");
        }

        foreach (var other in versions.Where(version => !seen.Contains(version) && !IsBegun(version)))
        {
            Add($"institution/{other.Text("Code")}", $"The version from {other.Day("ValidFrom")} was written by no event.");
        }
    }

    /// <summary>Every right was given by one event, and is withdrawn where one withdrew it.</summary>
    public void HoldRights(IReadOnlyList<RawRow> rights)
    {
        var (given, withdrawn) = (new Dictionary<long, Given>(), new Dictionary<long, DirectoryEventRow>());
        foreach (var happened in events.Where(row => row.Target.StartsWith("authorisations/", StringComparison.Ordinal)))
        {
            foreach (var right in Items(happened, "added").Where(right => right.ValueKind == JsonValueKind.Object))
            {
                given.TryAdd(Id(right), new Given(happened, right));
            }

            foreach (var id in Items(happened, "withdrawn").Where(id => id.ValueKind == JsonValueKind.Number))
            {
                withdrawn.TryAdd(id.TryGetInt64(out var number) ? number : 0, happened);
            }
        }

        foreach (var right in rights)
        {
            Hold(right, given, withdrawn);
        }

        foreach (var (id, gone) in given)
        {
            Add(gone.By.Target, $"Right {id}, which event {gone.By.Id} gave, is not there.");
        }
    }

    private void Hold(RawRow right, Dictionary<long, Given> given, Dictionary<long, DirectoryEventRow> withdrawn)
    {
        var (target, id) = ($"authorisations/{right.Text("Code")}", right.Number("Id") ?? 0);
        if (given.Remove(id, out var by) && by.By.Target == target)
        {
            Add(target, Differing(by.Right, RightFacts(right)), $"Right {id} is not as event {by.By.Id} gave it");
        }
        else if (!IsBegun(right))
        {
            Add(target, $"Right {id} was given by no event.");
        }

        var end = withdrawn.GetValueOrDefault(id);
        if (right.Instant("WithdrawnAt") != end?.AtText)
        {
            Add(target, end is null
                ? $"Right {id} is withdrawn, by no event."
                : $"Right {id} is not withdrawn as event {end.Id} says.");
        }
    }

    /// <summary>What a demo's register begins with.</summary>
    private bool IsBegun(RawRow row) => _begun is not null && row.Instant("RecordedAt") == _begun;

    private static Dictionary<string, string?> Facts(RawRow row) => new(StringComparer.Ordinal)
    {
        ["code"] = row.Text("Code"),
        ["creditCode"] = row.Text("CreditCode"),
        ["name"] = row.Text("Name"),
        ["englishName"] = row.Text("EnglishName"),
        ["provinceCode"] = row.Text("ProvinceCode"),
        ["contact"] = row.Text("Contact"),
        ["isTraining"] = Flag(row.Text("IsTraining")),
        ["isAssessment"] = Flag(row.Text("IsAssessment")),
        ["state"] = row.Number("State") is >= 1 and <= 3 and var state ? States[state - 1] : row.Text("State"),
        ["needsApproval"] = Flag(row.Text("NeedsApproval")),
        ["publicityDays"] = row.Text("PublicityDays"),
        ["validFrom"] = row.Day("ValidFrom"),
        ["recordedAt"] = row.Instant("RecordedAt"),
        ["recordedBy"] = row.Text("RecordedBy"),
    };

    private static Dictionary<string, string?> RightFacts(RawRow row) => new(StringComparer.Ordinal)
    {
        ["kind"] = row.Text("Kind") switch { "Z" => "grade", "P" => "training", var other => other },
        ["occupationNumber"] = row.Text("OccupationNumber"),
        ["grades"] = row.Text("Grades"),
        ["validFrom"] = row.Day("ValidFrom"),
        ["validTo"] = row.Day("ValidTo"),
        ["resultsUntil"] = row.Day("ResultsUntil") ?? UsualEnd(row.Day("ValidTo")),
        ["document"] = row.Text("Document"),
        ["recordedAt"] = row.Instant("RecordedAt"),
    };

    private static string? UsualEnd(string? validTo) => RawRow.DayOf(validTo) is { } day
        ? RawRow.TextOf(day.AddDays(Catalogue.Authorisation.DefaultDaysForResults)) : validTo;

    private static string? Flag(string? digit) => digit switch { "1" => "true", "0" => "false", var other => other };

    /// <summary>The fields that a row says otherwise. What an event leaves out is nothing, unless its release did not know it.</summary>
    private static List<string> Differing(JsonElement written, Dictionary<string, string?> facts) => [.. facts
        .Where(fact => written.TryGetProperty(fact.Key, out var value) ? TextOf(value) != fact.Value
            : fact.Value is not null && (fact.Key is "validTo" or "resultsUntil"))
        .Select(fact => fact.Key)];

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(TextOf)),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };

    private static List<JsonElement> Items(DirectoryEventRow happened, string name) =>
        happened.Written() is { } written && written.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray()] : [];

    private static long Id(JsonElement right) =>
        right.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number : 0;

    private void Add(string target, List<string> differing, string what)
    {
        if (differing.Count > 0)
        {
            Add(target, $"{what}: {string.Join(", ", differing)}.");
        }
    }

    private void Add(string target, string what) => findings.Add(new RegisterFinding(target, what));

    private sealed record Given(DirectoryEventRow By, JsonElement Right);
}
