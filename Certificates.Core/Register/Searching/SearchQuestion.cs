using System.Globalization;

namespace Certificates.Core.Register.Searching;

/// <summary>
/// What somebody knows of certificates they look for. Whatever is given must fit; nothing given is every certificate. It goes in a body,
/// for no address may carry people's data.
/// </summary>
/// <param name="Number">The number, or that on the paper of one issued before this system, in any way of writing it.</param>
/// <param name="Name">The holder's name of any version, in any way of writing it.</param>
/// <param name="CandidateNumber">准考证号 in the file that was sent.</param>
/// <param name="IdNumber">The holder's ID number of any version, whole.</param>
/// <param name="Batch">The batch's id.</param>
/// <param name="From">First day of issue, yyyy-MM-dd.</param>
/// <param name="To">Last day of issue.</param>
/// <param name="Occupation">Number or code of an occupation.</param>
/// <param name="Grade">junior, intermediate or senior.</param>
/// <param name="Status">valid, suspended, revoked or cancelled.</param>
/// <param name="Limit">Most items, 1–1000; 100 when not said.</param>
/// <param name="After">The <c>next</c> of the part before, with the same question.</param>
public sealed record SearchQuestion(
    string? Number = null,
    string? Name = null,
    string? CandidateNumber = null,
    string? IdNumber = null,
    string? Batch = null,
    string? From = null,
    string? To = null,
    string? Occupation = null,
    string? Grade = null,
    string? Status = null,
    int? Limit = null,
    string? After = null)
{
    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(SearchQuestion);
}

/// <summary>The place behind the last certificate of a part, newest first.</summary>
/// <param name="IssuedOn">Its day of issue.</param>
/// <param name="Id">Its id.</param>
internal sealed record SearchPlace(DateOnly IssuedOn, long Id)
{
    private const int Digits = 8;

    /// <summary>Before the newest.</summary>
    public static readonly SearchPlace First = new(DateOnly.MaxValue, long.MaxValue);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{IssuedOn.DayNumber:X8}{Id:X}");

    public static bool TryParse(string text, out SearchPlace place)
    {
        place = First;
        if (text.Length <= Digits
            || !int.TryParse(text[..Digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var day)
            || !long.TryParse(text[Digits..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            || day < 0 || day > DateOnly.MaxValue.DayNumber || id < 0)
        {
            return false;
        }

        place = new SearchPlace(DateOnly.FromDayNumber(day), id);
        return true;
    }
}
