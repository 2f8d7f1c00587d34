using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Json;
using Certificates.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Certificates.Web.Problems;

/// <summary>
/// A problem document (RFC 9457), the same form in both services: in Chinese for a caller who prefers it, else in English. It tells no
/// stack trace, no statement and no person's data.
/// </summary>
/// <param name="status">HTTP status.</param>
/// <param name="refusals">What is wrong; the first gives code, title and detail.</param>
internal sealed class Problem(int status, Refusals refusals) : IResult, IStatusCodeHttpResult, IContentTypeHttpResult
{
    private const int MostFaults = 100;
    private const string Chinese = "zh-CN";
    private const string English = "en";

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>There is none, or it is another institution's: the two look alike.</summary>
    public static Problem NotFound => Of(new Refusal(RefusalCode.NotFound));

    /// <inheritdoc/>
    public int? StatusCode => status;

    /// <inheritdoc/>
    public string ContentType => MediaTypeNames.Application.ProblemJson;

    /// <summary>What a caller caused: the code of the first fault, and under <c>errors</c> each at its field.</summary>
    public static Problem Of(Refusals refusals) => new(refusals.First.Code.Kind.Status(), refusals);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var language = LanguageOf(httpContext.Request);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.ContentLanguage = language;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        var form = httpContext.RequestServices.GetRequiredService<ProblemForm>();
        return response.WriteAsJsonAsync(Document(form, language), Json, ContentType, httpContext.RequestAborted);
    }

    /// <summary>The language texts are written in: that which <c>Accept-Language</c> prefers, English where it says nothing.</summary>
    public static string LanguageOf(HttpRequest request)
    {
        double QualityOf(string tag) => request.GetTypedHeaders().AcceptLanguage
            .Where(wanted => wanted.Value.StartsWith(tag, StringComparison.OrdinalIgnoreCase))
            .Select(wanted => wanted.Quality ?? 1).DefaultIfEmpty(0).Max();

        return QualityOf("zh") > QualityOf("en") ? Chinese : English;
    }

    private ProblemDetails Document(ProblemForm form, string language)
    {
        var code = refusals.First.Code;
        var problem = new ProblemDetails
        {
            Type = form.TypeOf(code),
            Title = language == Chinese ? code.Brief ?? code.Chinese.TrimEnd('。') : Humanise(code.Code),
            Status = status,
            Detail = refusals.First.In(language),
            Extensions = { ["code"] = code.Code },
        };
        var errors = refusals.Where(refusal => refusal.Field is not null).Take(MostFaults)
            .GroupBy(refusal => refusal.Field!, StringComparer.Ordinal)
            .ToDictionary(field => field.Key, field => field.Select(refusal => refusal.In(language)).ToArray(), StringComparer.Ordinal);
        if (errors.Count > 0)
        {
            problem.Extensions["errors"] = errors;
        }

        return problem;
    }

    private static string Humanise(string code) => $"{char.ToUpperInvariant(code[0])}{code[1..].Replace('_', ' ')}";
}
