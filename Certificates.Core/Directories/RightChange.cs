using System.Globalization;
using Certificates.Core.Catalogue;

namespace Certificates.Core.Directories;

/// <summary>One right given, or one ended on a day; the others stay as they stand when it is made.</summary>
/// <param name="Given">The right that is given; null where one is ended.</param>
/// <param name="Ended">The id of the right that is ended; null where one is given.</param>
/// <param name="ValidTo">The last assessment day of the one that is ended.</param>
/// <param name="Document">The document the change rests on.</param>
public sealed record RightChange(SentAuthorisation? Given, long? Ended, string? ValidTo, string? Document)
{
    /// <summary>All rights of the institution with this change; or <c>authorisation_unknown</c>: the one to end holds no more.</summary>
    internal Result<SentAuthorisations> AppliedTo(IReadOnlyList<Authorisation> held)
    {
        if (Ended is { } ended && held.All(right => right.Id != ended))
        {
            return new Refusal(RefusalCode.AuthorisationUnknown, "right");
        }

        var kept = held.Select(right => right.Id == Ended ? Sent(right) with { ValidTo = ValidTo, ResultsUntil = null } : Sent(right));
        return new SentAuthorisations(Given is null ? [.. kept] : [.. kept, Given], Document);
    }

    private static SentAuthorisation Sent(Authorisation right) => new(
        right.Id, right.Kind.Code(), right.OccupationNumber, [.. right.Grades.Select(grade => grade.Code())], Day(right.ValidFrom),
        right.ValidTo is { } to ? Day(to) : null, right.ResultsUntil is { } until ? Day(until) : null, right.Document);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
