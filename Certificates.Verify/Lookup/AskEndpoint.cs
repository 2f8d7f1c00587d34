using System.IO.Pipelines;
using System.Text.Json;
using Certificates.Core.Verifying;
using Certificates.Web.Problems;

namespace Certificates.Verify.Lookup;

/// <summary>
/// The question of a program, read without the framework's binding and without a container for each request: this one address
/// carries nearly all the load, and those two cost as much as the look-up.
/// </summary>
internal sealed class AskEndpoint(MeteredVerifier verifier)
{
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
