using System.Globalization;
using Certificates.Core.Catalogue;

namespace Certificates.Core.Directories;

/// <summary>Tells what a wanted list of rights changes of those that hold.</summary>
internal static class AuthorisationJudge
{
    /// <summary>What is to be written.</summary>
    /// <param name="Withdrawn">Ids of the rights that end.</param>
    /// <param name="Added">The rights that begin, without ids.</param>
    public sealed record Change(IReadOnlyList<long> Withdrawn, IReadOnlyList<AuthorisationRecord> Added)
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
    public static Checked<Change> Judge(
        long institutionId,
        IReadOnlyList<SentAuthorisation> sent,
        IReadOnlyList<AuthorisationRecord> standing,
        ISet<string> occupationNumbers,
        DateTimeOffset at)
    {
        var holding = standing.Where(right => right.WithdrawnAt is null).ToDictionary(right => right.Id);
        var (added, faults) = (new List<AuthorisationRecord>(), new List<Refusal>());
        for (var i = 0; i < sent.Count; i++)
        {
            var fields = new SentFields(string.Create(CultureInfo.InvariantCulture, $"items[{i}]."));
            var wanted = Read(fields, sent[i], institutionId, at);
            fields.Require(
                wanted.OccupationNumber.Length == 0 || occupationNumbers.Contains(wanted.OccupationNumber),
                "occupation_unknown",
                "occupationNumber",
                "No occupation has this number.");
            fields.Require(
                sent[i].Id is not { } id || holding.ContainsKey(id),
                "authorisation_unknown",
                "id",
                "The institution has no such right, or it was changed meanwhile: read the list again.");
            faults.AddRange(fields.Faults);

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

        return faults.Count > 0 ? faults.ToArray() : new Change([.. holding.Keys.Order()], added);
    }

    private static AuthorisationRecord Read(SentFields fields, SentAuthorisation sent, long institutionId, DateTimeOffset at)
    {
        fields.Require(CertificateKinds.TryParse(sent.Kind, out var kind), "kind_unknown", "kind", "kind is grade or training.");
        var validFrom = fields.Day("validFrom", sent.ValidFrom, null);
        var (validTo, resultsUntil) = (fields.Day("validTo", sent.ValidTo, null), fields.Day("resultsUntil", sent.ResultsUntil, null));
        fields.Require(validFrom is not null || !string.IsNullOrEmpty(sent.ValidFrom), "valid_from_missing", "validFrom", "validFrom is missing: the first assessment day.");
        fields.Require(validTo is null || validFrom is null || validTo >= validFrom, "valid_to_invalid", "validTo", "validTo lies before validFrom.");
        fields.Require(
            resultsUntil is null || (validTo is not null && resultsUntil >= validTo),
            "results_until_invalid",
            "resultsUntil",
            "resultsUntil needs a validTo, and lies on it or behind it.");
        return new AuthorisationRecord
        {
            InstitutionId = institutionId,
            Kind = ((char)kind).ToString(),
            OccupationNumber = fields.Text("occupationNumber", sent.OccupationNumber, null),
            Grades = GradeCodes.Write(fields.Grades("grades", sent.Grades, null)),
            ValidFrom = validFrom ?? default,
            ValidTo = validTo,
            ResultsUntil = resultsUntil == validTo?.AddDays(Authorisation.DefaultDaysForResults) ? null : resultsUntil,
            Document = fields.Text("document", sent.Document, null),
            RecordedAt = at,
        };
    }

    private static bool SayTheSame(AuthorisationRecord one, AuthorisationRecord other) =>
        one == other with { Id = one.Id, RecordedAt = one.RecordedAt, WithdrawnAt = one.WithdrawnAt };
}
