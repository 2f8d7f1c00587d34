using System.Globalization;
using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Privacy;

namespace Certificates.Core.Register.Searching;

/// <summary>A question that was read, as the statements take it; null is any.</summary>
internal sealed record SearchTerms
{
    private const int DefaultLimit = 100, MaxLimit = 1000;

    private static readonly CertificateStatus[] Public = [.. Enum.GetValues<CertificateStatus>().Except([CertificateStatus.Reserved])];

    /// <summary>The number as the register has it.</summary>
    public string? Number { get; init; }

    /// <summary>What the number on an earlier paper is found by.</summary>
    public string? PrintedKey { get; init; }

    /// <summary>What spellings of the name have in common.</summary>
    public string? SearchName { get; init; }

    public string? CandidateNumber { get; init; }

    public TypedHolderKeys? Holder { get; init; }

    public string? BatchId { get; init; }

    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    public string? OccupationNumber { get; init; }

    public Grade? Grade { get; init; }

    public CertificateStatus? Status { get; init; }

    public int Limit { get; init; }

    public SearchPlace After { get; init; } = SearchPlace.First;

    /// <summary>Reads a question; every fault of it is told.</summary>
    /// <param name="question">As it was sent.</param>
    /// <param name="occupations">What an occupation is found among.</param>
    /// <param name="keys">Makes the keyed hash of an ID number.</param>
    public static Result<SearchTerms> Read(SearchQuestion question, IReadOnlyCollection<Occupation> occupations, HolderKeys keys)
    {
        var from = DayOf(question.From, "from", DateOnly.MinValue);
        var to = DayOf(question.To, "to", DateOnly.MaxValue);
        var faults = Refusals.Of(
            NumberOf(question.Number, out var number, out var printed),
            NameOf(question.Name, out var name),
            BatchOf(question.Batch, out var batch),
            from.Fault,
            to.Fault,
            from.Day > to.Day ? new Refusal(RefusalCode.SpanInvalid, "from", "from is a day not behind to.", "from 不得晚于 to。") : null,
            OccupationOf(question.Occupation, occupations, out var occupation),
            GradeOf(question.Grade, out var grade),
            StatusOf(question.Status, out var status),
            LimitFault(question.Limit),
            PlaceOf(question.After, out var after));
        return faults is not null ? faults : new SearchTerms
        {
            Number = number,
            PrintedKey = printed,
            SearchName = name,
            CandidateNumber = Given(question.CandidateNumber) ? TypedText.FoldUpper(question.CandidateNumber) : null,
            Holder = Given(question.IdNumber) ? keys.OfTyped(question.IdNumber!) : null,
            BatchId = batch,
            From = from.Day,
            To = to.Day,
            OccupationNumber = occupation,
            Grade = grade,
            Status = status,
            Limit = question.Limit ?? DefaultLimit,
            After = after,
        };
    }

    private static bool Given(string? text) => TypedText.Visible(text).Length > 0;

    private static Refusal? NumberOf(string? text, out string? number, out string? printed)
    {
        (number, printed) = (null, null);
        if (!Given(text))
        {
            return null;
        }

        var isOurs = CertificateNumber.TryParse(text, out var ours, out var refusal);
        number = isOurs ? ours!.Value : null;
        printed = (!isOurs || ours!.IsEarlier) && PrintedNumber.TryParse(text, out var paper, out _) ? paper.Key : null;
        return number is null && printed is null ? refusal : null;
    }

    private static Refusal? NameOf(string? text, out string? key)
    {
        key = Given(text) ? PersonName.LookUpKey(text) : null;
        return key is "" ? new Refusal(RefusalCode.NameInvalid, "name") : null;
    }

    private static Refusal? BatchOf(string? text, out string? id)
    {
        id = Given(text) && Guid.TryParse(TypedText.Visible(text), out var read) ? read.ToString() : null;
        return id is null && Given(text)
            ? new Refusal(RefusalCode.RequestMalformed, "batch", "batch is the id of a batch, a UUID.", "batch 应为批次编号（UUID）。")
            : null;
    }

    private static (DateOnly Day, Refusal? Fault) DayOf(string? text, string field, DateOnly otherwise) =>
        !Given(text) ? (otherwise, null)
        : DateOnly.TryParseExact(TypedText.Visible(text), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? (day, null)
        : (otherwise, new Refusal(RefusalCode.DayInvalid, field));

    /// <summary>Every edition counts: what was issued under a former code is looked for by it.</summary>
    private static Refusal? OccupationOf(string? text, IReadOnlyCollection<Occupation> occupations, out string? number)
    {
        var typed = TypedText.FoldUpper(text);
        number = !Given(text) ? null : occupations.FirstOrDefault(each => each.Number == typed || each.Code == typed
            || each.FormerCode == typed || each.Name == TypedText.Visible(text))?.Number;
        return number is null && Given(text) ? new Refusal(RefusalCode.OccupationUnknown, "occupation") : null;
    }

    private static Refusal? GradeOf(string? text, out Grade? grade)
    {
        grade = Given(text) && Grades.TryParse(text, out var read) ? read : null;
        return grade is null && Given(text) ? new Refusal(RefusalCode.GradeUnknown, "grade") : null;
    }

    private static Refusal? StatusOf(string? text, out CertificateStatus? status)
    {
        var typed = TypedText.Visible(text);
        status = Public.Cast<CertificateStatus?>()
            .FirstOrDefault(each => string.Equals($"{each}", typed, StringComparison.OrdinalIgnoreCase));
        return status is null && typed.Length > 0 ? new Refusal(RefusalCode.StatusUnknown, "status") : null;
    }

    private static Refusal? LimitFault(int? limit) => limit is null or (>= 1 and <= MaxLimit) ? null : new Refusal(
        RefusalCode.LimitInvalid, "limit",
        $"limit is a whole number from 1 to {MaxLimit}.",
        $"limit 应为 1 至 {MaxLimit} 的整数。");

    private static Refusal? PlaceOf(string? text, out SearchPlace place)
    {
        place = SearchPlace.First;
        return string.IsNullOrEmpty(text) || SearchPlace.TryParse(text, out place) ? null : new Refusal(RefusalCode.AfterInvalid, "after");
    }
}
