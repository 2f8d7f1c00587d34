using System.Text.Json.Serialization.Metadata;
using Certificates.Core.Verifying;
using Certificates.Verify.Guards;
using Certificates.Verify.Log;
using Certificates.Verify.Shared;
using Microsoft.Net.Http.Headers;

namespace Certificates.Verify.Lookup;

/// <summary>Verdicts as HTTP answers. An outage is 503 with the same body: said, and never said as "not valid".</summary>
internal static class Answers
{
    /// <summary>A compact JWS (RFC 7515, 9.2.1).</summary>
    public const string JwsType = "application/jose";

    /// <summary>One verdict as JSON, or the same JSON signed.</summary>
    public static IResult Json(HttpContext http, Verdict verdict) =>
        Document(http, VerdictDocument.Of(verdict), LookupJson.Default.VerdictDocument, verdict.Kind);

    /// <summary>An answer as JSON: one verdict, or the list by name and ID number.</summary>
    public static IResult Json(HttpContext http, Answer answer) => answer.Single is { } single
        ? Json(http, single)
        : Document(http, VerdictListDocument.Of(answer), LookupJson.Default.VerdictListDocument, answer.Kind);

    /// <summary>One verdict as a page or as JSON, whichever is asked for.</summary>
    public static IResult PageOrJson(HttpContext http, Verdict verdict)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return http.Request.WantsPage() ? Page(http, verdict) : Json(http, verdict);
    }

    /// <summary>The same for a printed QR code, whose page can take the holder's ID number too.</summary>
    public static IResult PageOrJson(HttpContext http, Verdict verdict, string token)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return http.Request.WantsPage()
            ? Page(http, verdict, token, idNumber: null, http.Request.AsksForProof())
            : Json(http, verdict);
    }

    public static IResult Page(HttpContext http, Verdict verdict) =>
        Page(http, [verdict], question: null, posted: null, completion: null, ProofForm.Of(verdict));

    /// <summary>The page of a printed QR code; with the ID number that was typed there, if one was.</summary>
    public static IResult Page(HttpContext http, Verdict verdict, string token, string? idNumber, bool isProofAsked = false)
    {
        var question = new PostedForm(Completion.AddressOf(token), idNumber is null ? [] : [("idNumber", idNumber)]);
        return Page(
            http, [verdict], question: null, isProofAsked ? ProofForm.Asked(question) : idNumber is null ? null : question,
            Completion.OfToken(token, idNumber, verdict), ProofForm.Of(question, [verdict], isProofAsked));
    }

    /// <summary>The page of an answer to the form, which can ask again in the other language.</summary>
    public static IResult Page(HttpContext http, Answer answer, Question question, bool isProofAsked = false) => answer switch
    {
        { Single: { } single } => Page(http, [single], question, isProofAsked),
        { Items: [] } => Page(http, [new Verdict { Kind = answer.Kind, AsOf = answer.AsOf }], question, isProofAsked),
        _ => Page(http, answer.Items, question, isProofAsked),
    };

    /// <summary>The same as a file, with what proves it by the log.</summary>
    public static IResult Download(HttpContext http, Answer answer)
    {
        http.Response.Headers.ContentDisposition = "attachment; filename=\"proof.json\"";
        return Json(http, answer);
    }

    private static IResult Page(HttpContext http, IReadOnlyList<Verdict> verdicts, Question question, bool isProofAsked)
    {
        var form = new PostedForm("/", Completion.FieldsOf(question));
        return Page(
            http, verdicts, question, isProofAsked ? ProofForm.Asked(form) : form, Completion.Of(question, verdicts),
            ProofForm.Of(form, verdicts, isProofAsked));
    }

    private static IResult Document<T>(HttpContext http, T document, JsonTypeInfo<T> type, VerdictKind kind)
    {
        if (!http.Request.WantsJws())
        {
            return new WholeJson<T>(document, type, StatusOf(http, kind));
        }

        var signer = http.RequestServices.GetRequiredService<VerdictSigner>();
        return Results.Text(signer.Sign(LookupJson.Write(document, type)), JwsType, statusCode: StatusOf(http, kind));
    }

    private static IResult Page(
        HttpContext http, IReadOnlyList<Verdict> verdicts, Question? question, PostedForm? posted, Completion? completion,
        ProofForm? proof) =>
        Html.Page<VerdictPage>(
            StatusOf(http, verdicts[0].Kind),
            (nameof(VerdictPage.Verdicts), verdicts), (nameof(VerdictPage.Question), question), (nameof(VerdictPage.Posted), posted),
            (nameof(VerdictPage.Completion), completion), (nameof(VerdictPage.Proof), proof));

    private static int StatusOf(HttpContext http, VerdictKind kind)
    {
        if (kind != VerdictKind.Unavailable)
        {
            return StatusCodes.Status200OK;
        }

        http.Response.SetRetryAfter(ProblemPages.OutageRetry);
        return StatusCodes.Status503ServiceUnavailable;
    }
}
