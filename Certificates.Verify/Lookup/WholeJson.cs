using System.Text.Json.Serialization.Metadata;

namespace Certificates.Verify.Lookup;

/// <summary>A small JSON answer in one piece, with its length, which costs less than one in chunks.</summary>
internal sealed class WholeJson<T>(T document, JsonTypeInfo<T> type, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, body) = (httpContext.Response, LookupJson.Write(document, type));
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, "application/json; charset=utf-8", body.Length);
        return response.BodyWriter.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
