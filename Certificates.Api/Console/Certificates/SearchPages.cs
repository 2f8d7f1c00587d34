using Certificates.Core;
using static Certificates.Api.Console.FormText;
using Certificates.Core.Access;
using Certificates.Core.Register.Searching;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console.Certificates;

/// <summary>Finding certificates by what one knows of them; a form that is posted, for people's data go into no address.</summary>
internal static class SearchPages
{
    private const int PageSize = 50;

    public static void MapSearchPages(this IEndpointRouteBuilder certificates)
    {
        certificates.MapGet("", (string? batch, Visitor visitor) =>
            Show(visitor, new SearchQuestion(Batch: Guid.TryParse(batch, out _) ? batch : null), found: null, refusals: null));
        certificates.MapPost("", FindAsync);
    }

    private static async Task<IResult> FindAsync(
        [FromForm] SearchForm form, Visitor visitor, CertificateSearch search, CancellationToken cancellationToken)
    {
        var question = form.Question(PageSize);
        var found = await search.FindAsync(question, visitor.Seat, cancellationToken);
        return found.TryGet(out var page, out var refusals)
            ? Show(visitor, question, page, refusals: null)
            : Show(visitor, question, found: null, refusals);
    }

    private static IResult Show(Visitor visitor, SearchQuestion asked, Page<FoundCertificate>? found, Refusals? refusals) =>
        Html.Page<FindPage>(
            refusals?.First.Code.Kind.Status() ?? StatusCodes.Status200OK,
            (nameof(FindPage.Asked), asked), (nameof(FindPage.Found), found), (nameof(FindPage.Refusals), refusals),
            (nameof(FindPage.MayAct), visitor.Seat.Role != ApiKeyRole.Auditor));
}

/// <summary>The form of a search, as it was typed.</summary>
internal sealed record SearchForm
{
    public string? Number { get; init; }
    public string? Name { get; init; }
    public string? CandidateNumber { get; init; }
    public string? IdNumber { get; init; }
    public string? Batch { get; init; }
    public string? Occupation { get; init; }
    public string? Grade { get; init; }
    public string? Status { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public string? After { get; init; }

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(SearchForm);

    /// <summary>As it is asked; a field that was left empty is none.</summary>
    public SearchQuestion Question(int limit) => new(
        Typed(Number), Typed(Name), Typed(CandidateNumber), Typed(IdNumber), Typed(Batch), Typed(From), Typed(To), Typed(Occupation),
        Typed(Grade), Typed(Status), limit, Typed(After));
}
