using System.Globalization;
using Certificates.Core.Catalogue;

namespace Certificates.Core.Directories;

/// <summary>Makes the edition of an occupation that was sent, on the ground of the one before, with every fault named.</summary>
/// <param name="all">Every edition of every occupation, oldest first.</param>
/// <param name="usedDirections">Numbers of the occupation's directions that a certificate bears.</param>
internal sealed class OccupationJudge(IReadOnlyList<Occupation> all, IReadOnlyCollection<string> usedDirections)
{
    private const int LongestEnglishName = 200;

    /// <summary>The edition that would be written.</summary>
    public Result<Occupation> Judge(string number, SentOccupation sent, Writer by)
    {
        var fields = new SentFields();
        var own = all.Where(o => o.Number == number).ToList();
        var name = fields.Text(SentField.Edition, sent.Edition, null);
        var same = own.Find(o => o.Edition == name);
        var before = same ?? own.LastOrDefault();
        var validFrom = fields.Day(SentField.ValidFrom, sent.ValidFrom, same?.ValidFrom);
        fields.Require(validFrom is not null || !string.IsNullOrEmpty(sent.ValidFrom), RefusalCode.ValidFromMissing, "validFrom",
            "validFrom is missing: the first assessment day of the edition.",
            "缺 validFrom，请填写该版本的首个考核日。");
        var code = fields.Text(SentField.Code, sent.Code, before?.Code);
        var edition = new Occupation
        {
            Number = number,
            Edition = name,
            Code = code,
            FormerCode = FormerCode(fields, sent.FormerCode, code, same, before),
            Name = fields.Text(SentField.EntryName, sent.Name, before?.Name),
            EnglishName = fields.Text(SentField.EnglishName, sent.EnglishName, before?.EnglishName),
            TheoryPass = Mark(fields, "theoryPass", sent.TheoryPass ?? before?.TheoryPass),
            AbilityPass = Mark(fields, "abilityPass", sent.AbilityPass ?? before?.AbilityPass),
            ValidFrom = validFrom ?? default,
            ValidTo = fields.Day(SentField.ValidTo, sent.ValidTo, same?.ValidTo),
            Directions = Directions(fields, sent.Directions, before),
        };
        fields.OptionalText(SentField.Document, by.Document, null);
        CheckSpan(fields, edition, own);
        CheckCodes(fields, edition, own);
        CheckDirections(fields, edition, same, own);
        return fields.Faults is { } faults ? faults : edition;
    }

    private static string? FormerCode(SentFields fields, string? sent, string code, Occupation? same, Occupation? before)
    {
        var inherited = same is null && before is not null && before.Code != code ? before.Code : before?.FormerCode;
        return fields.OptionalText(SentField.FormerCode, sent, inherited) is { Length: > 0 } former ? former : null;
    }

    private static decimal Mark(SentFields fields, string field, decimal? mark)
    {
        fields.Require(
            mark is >= 0 and <= 100 && decimal.Round(mark.Value, 2) == mark,
            field == "theoryPass" ? RefusalCode.TheoryPassInvalid : RefusalCode.AbilityPassInvalid,
            field,
            $"{field} lies between 0 and 100, with at most 2 decimals.", $"{field} 应为 0 至 100，最多两位小数。");
        return mark ?? 0;
    }

    private static IReadOnlyList<Direction> Directions(SentFields fields, IReadOnlyList<SentDirection>? sent, Occupation? before)
    {
        if (sent is null)
        {
            return before?.Directions ?? [];
        }

        var directions = new List<Direction>(sent.Count);
        for (var i = 0; i < sent.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"directions[{i}]");
            var (number, name) = (sent[i]?.Number ?? "", sent[i]?.Name?.Trim() ?? "");
            fields.Require(
                number.Length == 2 && number.All(char.IsAsciiDigit) && number != "00", RefusalCode.DirectionNumberInvalid, $"{at}.number");
            fields.Require(name.Length is > 0 and <= 100, RefusalCode.DirectionNameInvalid, $"{at}.name");
            fields.Require(
                directions.TrueForAll(d => d.Number != number && d.Name != name), RefusalCode.DirectionDuplicated, at);
            var grades = fields.Grades($"{at}.grades", sent[i]?.Grades, null);
            var english = sent[i]?.EnglishName?.Trim()
                ?? before?.Directions.FirstOrDefault(d => d.Number == number && d.Name == name)?.EnglishName ?? "";
            fields.Require(english.Length <= LongestEnglishName, RefusalCode.EnglishNameInvalid, $"{at}.englishName");
            directions.Add(new Direction(number, name, grades) { EnglishName = english });
        }

        return [.. directions.OrderBy(d => d.Number, StringComparer.Ordinal)];
    }

    private static void CheckSpan(SentFields fields, Occupation edition, List<Occupation> own)
    {
        fields.Require(edition.ValidTo is null || edition.ValidTo >= edition.ValidFrom, RefusalCode.ValidToInvalid, "validTo",
            "validTo lies before validFrom.",
            "validTo 早于 validFrom，请更正。");
        fields.Require(
            !own.Exists(o => o.Edition != edition.Edition && o.ValidFrom == edition.ValidFrom), RefusalCode.ValidFromTaken, "validFrom");
    }

    private void CheckCodes(SentFields fields, Occupation edition, List<Occupation> own)
    {
        var codes = own.SelectMany(Codes).ToHashSet(StringComparer.Ordinal);
        fields.Require(
            edition.Code.Length == 0 || own.Count == 0 || codes.Overlaps(Codes(edition)),
            RefusalCode.NumberInUse,
            "code",
            $"Number {edition.Number} is another occupation's for good: an edition of it names the code before as code or formerCode.",
            $"职业序号 {edition.Number} 已由另一职业永久使用；属于同一职业的，请在 code 或 formerCode 中填写原编码。");
        foreach (var (field, code) in new[] { ("code", (string?)edition.Code), ("formerCode", edition.FormerCode) })
        {
            var holder = code is not { Length: > 0 }
                ? null
                : all.FirstOrDefault(o => o.Number != edition.Number && Codes(o).Contains(code, StringComparer.Ordinal));
            fields.Require(holder is null, RefusalCode.CodeInUse, field,
                $"Occupation {holder?.Number} has this code.",
                $"该编码已属于职业 {holder?.Number}，请核对。");
        }
    }

    private void CheckDirections(SentFields fields, Occupation edition, Occupation? same, List<Occupation> own)
    {
        foreach (var direction in edition.Directions)
        {
            var others = own.Where(o => o.Edition != edition.Edition || usedDirections.Contains(direction.Number, StringComparer.Ordinal));
            var known = others.SelectMany(o => o.Directions).FirstOrDefault(d => d.Number == direction.Number && d.Name != direction.Name);
            fields.Require(
                known is null, RefusalCode.DirectionNumberInUse, "directions",
                    $"Direction {direction.Number} is {known?.Name}, and never changes its meaning: take another number.",
                    $"职业方向 {direction.Number} 已固定为“{known?.Name}”，请改用其他序号。");
        }

        var left = same?.Directions.FirstOrDefault(d => edition.Directions.All(kept => kept.Number != d.Number));
        fields.Require(left is null, RefusalCode.DirectionKept, "directions",
            $"Direction {left?.Number} stays in its edition: leave it out of the next one.",
            $"职业方向 {left?.Number} 须保留在本版本中，请在下一版本中去除。");
    }

    private static IEnumerable<string> Codes(Occupation edition) => new[] { edition.Code, edition.FormerCode }.OfType<string>();
}
