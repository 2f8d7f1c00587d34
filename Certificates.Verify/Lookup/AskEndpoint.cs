using System.IO.Pipelines;
using System.Text.Json;
using Certificates.Core;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Guarding;
using Certificates.Core.Verifying.Logged;
using Certificates.Verify.Guards;
using Certificates.Verify.Log;
using Certificates.Web.Problems;

namespace Certificates.Verify.Lookup;

/// <summary>
/// The question of a program, read without the framework's binding and without a container for each request: this one address
/// carries nearly all the load, and those two cost as much as the look-up.
/// </summary>
internal sealed class AskEndpoint(MeteredVerifier verifier, LogProofs proofs)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // not made before the first question: its keys and options are checked as the host starts
        AskEndpoint? ask = null;
        routes.MapPost("/v1/verifications",
            (Delegate)((HttpContext http) => (ask ??= routes.ServiceProvider.GetRequiredService<AskEndpoint>()).AnswerAsync(http)))
            .Accepts<VerificationRequest>("application/json")
            .WithSummary("Check a certificate by two of the three: number, name, ID number")
            .WithDescription("By number: a verdict. By name and ID number: {verdict, items, asked, asOf}, newest first. "
                + $"{LimitWords.Of(routes.ServiceProvider)} "
                + "Accept: application/jose, or ?format=jws, gives the same JSON signed as a compact JWS, by a key of /v1/keys. "
                + "?proof=1 adds what proves it by the log.")
            .Produces<VerdictDocument>(contentType: "application/json", additionalContentTypes: Answers.JwsType)
                .Produces<VerdictDocument>(StatusCodes.Status503ServiceUnavailable)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    public async Task AnswerAsync(HttpContext http)
    {
        var (request, fault) = await ReadAsync(http);
        if (request is null)
        {
            http.Response.StatusCode = fault;
            return;
        }

        if (!(await verifier.AskAsync(request.ToQuestion(), http, http.RequestAborted)).TryGet(out var answer, out var refusals))
        {
            await Problem.Of(refusals.First).ExecuteAsync(http);
            return;
        }

        LookUps.Count(LookUpChannel.Json, answer.Kind);
        if (http.Request.AsksForProof())
        {
            answer = await proofs.ProveAsync(answer, http.RequestAborted);
        }

        await Answers.Json(http, answer).ExecuteAsync(http);
    }

    /// <summary>The question, or the status that says why there is none; the size of a body is limited by the host.</summary>
    private static async Task<(VerificationRequest? Request, int Fault)> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            var body = http.Request.BodyReader;
            ReadResult read;
            while (!(read = await body.ReadAsync(http.RequestAborted)).IsCompleted)
            {
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }

            try
            {
                return (Parse(read), StatusCodes.Status400BadRequest);
            }
            finally
            {
                body.AdvanceTo(read.Buffer.End);
            }
        }
        catch (JsonException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode);
        }
    }

    private static VerificationRequest? Parse(ReadResult body)
    {
        var reader = new Utf8JsonReader(body.Buffer);
        var request = JsonSerializer.Deserialize(ref reader, LookupJson.Default.VerificationRequest);
        return reader.Read() ? null : request;
    }
}

/// <summary>The guarded verifier as it is asked over HTTP: by an address, with <c>Retry-After</c> where one must wait.</summary>
internal sealed class MeteredVerifier(GuardedVerifier verifier)
{
    /// <summary>As <see cref="GuardedVerifier.AskAsync"/>.</summary>
    public async Task<Result<Answer>> AskAsync(Question question, HttpContext http, CancellationToken cancellationToken)
    {
        return Told(await verifier.AskAsync(question, Asker.At(http.Connection.RemoteIpAddress), cancellationToken), http);
    }

    /// <summary>As <see cref="GuardedVerifier.ByTokenAsync"/>.</summary>
    public async Task<Result<Answer>> ByTokenAsync(string token, string? idNumber, HttpContext http, CancellationToken cancellationToken) =>
        Told(await verifier.ByTokenAsync(token, idNumber, Asker.At(http.Connection.RemoteIpAddress), cancellationToken), http);

    private static Result<Answer> Told(Guarded guarded, HttpContext http)
    {
        if (guarded.Wait is { } left)
        {
            http.Response.SetRetryAfter(left);
        }

        return guarded.Result;
    }
}
