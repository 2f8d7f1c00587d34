using System.Globalization;
using Certificates.Core.Catalogue;

namespace Certificates.Core.Directories;

/// <summary>Tells what a wanted list of rights changes of those that hold.</summary>
internal static class AuthorisationJudge
{
    /// <summary>What is to be written.</summary>
    /// <param name="Withdrawn">Ids of the rights that end.</param>
    /// <param name="Added">The rights that begin, without ids.</param>
    public sealed record Change(IReadOnlyList<long> Withdrawn, IReadOnlyList<Authorisation> Added)
    {
        /// <summary>True when the list stands already.</summary>
        public bool IsNone => Withdrawn.Count == 0 && Added.Count == 0;
    }

    /// <summary>Judges a wanted list against the rights that hold.</summary>
    /// <param name="institutionId">Whose rights.</param>
    /// <param name="sent">The wanted list.</param>
    /// <param name="standing">All rights, withdrawn ones too.</param>
    /// <param name="occupationNumbers">The occupations there are.</param>
    /// <param name="at">The instant of the change.</param>
    public static Result<Change> Judge(
        long institutionId,
        IReadOnlyList<SentAuthorisation> sent,
        IReadOnlyList<Authorisation> standing,
        ISet<string> occupationNumbers,
        DateTimeOffset at)
    {
        var holding = standing.Where(right => right.WithdrawnAt is null).ToDictionary(right => right.Id);
        var (added, faults) = (new List<Authorisation>(), new List<Refusals?>());
        for (var i = 0; i < sent.Count; i++)
        {
            var fields = new SentFields(string.Create(CultureInfo.InvariantCulture, $"items[{i}]."));
            var wanted = Read(fields, sent[i], institutionId, at);
            fields.Require(
                wanted.OccupationNumber.Length == 0 || occupationNumbers.Contains(wanted.OccupationNumber),
                RefusalCode.OccupationUnknown,
                "occupationNumber",
                "No occupation has this number.", "没有此序号的职业，请核对。");
            fields.Require(
                sent[i].Id is not { } id || holding.ContainsKey(id),
                RefusalCode.AuthorisationUnknown,
                "id");
            faults.Add(fields.Faults);

            // What is kept is taken off those to be withdrawn; what is changed stays among them, and is added in its new form.
            if (holding.Values.FirstOrDefault(right => SayTheSame(right, wanted) && (sent[i].Id ?? right.Id) == right.Id) is { } kept)
            {
                holding.Remove(kept.Id);
            }
            else
            {
                added.Add(wanted);
            }
        }

        return Refusals.Join(faults) is { } all ? all : new Change([.. holding.Keys.Order()], added);
    }

    private static Authorisation Read(SentFields fields, SentAuthorisation sent, long institutionId, DateTimeOffset at)
    {
        fields.Require(CertificateKinds.TryParse(sent.Kind, out var kind), RefusalCode.KindUnknown, "kind",
            "kind is grade or training.",
            "kind 应为 grade 或 training。");
        var validFrom = fields.Day(SentField.ValidFrom, sent.ValidFrom, null);
        var validTo = fields.Day(SentField.ValidTo, sent.ValidTo, null);
        var resultsUntil = fields.Day(SentField.ResultsUntil, sent.ResultsUntil, null);
        fields.Require(validFrom is not null || !string.IsNullOrEmpty(sent.ValidFrom), RefusalCode.ValidFromMissing, "validFrom",
            "validFrom is missing: the first assessment day.",
            "缺 validFrom，请填写首个考核日。");
        fields.Require(validTo is null || validFrom is null || validTo >= validFrom, RefusalCode.ValidToInvalid, "validTo",
            "validTo lies before validFrom.",
            "validTo 早于 validFrom，请更正。");
        fields.Require(
            resultsUntil is null || (validTo is not null && resultsUntil >= validTo),
            RefusalCode.ResultsUntilInvalid,
            "resultsUntil",
            "resultsUntil needs a validTo, and lies on it or behind it.", "填写 resultsUntil 须同时填写 validTo，且不早于 validTo。");
        return new Authorisation
        {
            InstitutionId = institutionId,
            Kind = kind,
            OccupationNumber = fields.Text(SentField.OccupationNumber, sent.OccupationNumber, null),
            Grades = fields.Grades("grades", sent.Grades, null),
            ValidFrom = validFrom ?? default,
            ValidTo = validTo,
            ResultsUntil = resultsUntil == validTo?.AddDays(Authorisation.DefaultDaysForResults) ? null : resultsUntil,
            Document = fields.Text(SentField.Document, sent.Document, null),
            RecordedAt = at,
        };
    }

    private static bool SayTheSame(Authorisation one, Authorisation other) =>
        one.Grades.SequenceEqual(other.Grades)
        && one == other with { Id = one.Id, Grades = one.Grades, RecordedAt = one.RecordedAt, WithdrawnAt = one.WithdrawnAt };
}
