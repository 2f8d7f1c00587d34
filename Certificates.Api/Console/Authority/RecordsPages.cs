using System.Globalization;
using Certificates.Api.Access;
using Certificates.Core.Coding;

namespace Certificates.Api.Console.Authority;

/// <summary>What is on record of those who use the service, a tab for each sort, by day where there is much of it.</summary>
internal static class RecordsPages
{
    /// <summary>What can be looked at.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["calls", "searches", "refused", "refused_site", "sign_ins", "directories"];

    /// <summary>What can be looked at by day.</summary>
    public static readonly IReadOnlyList<string> ByDay = ["calls", "searches", "refused", "refused_site"];

    public static void MapRecordsPages(this IEndpointRouteBuilder console) => console.MapGet("/records", async (
        string? kind, string? after, string? from, string? to, string? certificate, string? batch, Visitor visitor, HttpContext http,
        CancellationToken cancellationToken) =>
    {
        var wanted = kind is not null && Kinds.Contains(kind, StringComparer.Ordinal) ? kind : Kinds[0];
        var question = new RecordQuestion(
            long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? after : null,
            FormText.Day(from), FormText.Day(to),
            CertificateNumber.TryParse(certificate, out var number, out _) ? number.Value : null,
            Guid.TryParse(batch, out var id) ? id : null);
        return Html.Page<RecordsPage>(
            StatusCodes.Status200OK, (nameof(RecordsPage.Kind), wanted), (nameof(RecordsPage.Question), question),
            (nameof(RecordsPage.Table), await new RecordTables(visitor.Seat, http.RequestServices, question)
                .ReadAsync(wanted, cancellationToken)));
    }).RequireAuthorization(Policies.OfConsole(Policies.Oversee));
}

/// <summary>Which records are asked for.</summary>
/// <param name="After">The last of the page before.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Certificate">The number of the certificate that calls named.</param>
/// <param name="Batch">The batch that calls named.</param>
public sealed record RecordQuestion(string? After, DateOnly? From, DateOnly? To, string? Certificate, Guid? Batch)
{
    /// <summary>As it is asked again, for older ones.</summary>
    public string Older(string kind, string after) => string.Join('&', new[]
    {
        $"kind={kind}", $"after={after}", Of("from", FormText.Day(From)), Of("to", FormText.Day(To)), Of("certificate", Certificate),
        Of("batch", Batch?.ToString()),
    }.OfType<string>());

    private static string? Of(string name, string? value) => value is null ? null : $"{name}={value}";
}
