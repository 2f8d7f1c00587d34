using System.Net.Http.Headers;

namespace Certificates.Core.Signing.Revocation;

/// <summary>Fetches what authorities publish: within a limit of time and of bytes, following nobody elsewhere.</summary>
internal sealed class RevocationClient : IDisposable
{
    /// <summary>Bytes of one answer: it is to stand in every file.</summary>
    public const int LongestAnswer = 256 * 1024;

    private readonly SocketsHttpHandler _connections = new() { AllowAutoRedirect = false, UseCookies = false };
    private readonly HttpClient _http;

    /// <summary>Opens one.</summary>
    public RevocationClient(RevocationOptions options) => _http = new HttpClient(_connections)
    {
        MaxResponseContentBufferSize = LongestAnswer,
        Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
    };

    /// <summary>Fetches a list.</summary>
    /// <exception cref="RevocationException">There is none now.</exception>
    public Task<byte[]> ListAsync(Uri address, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), cancellationToken);

    /// <summary>Asks a responder (RFC 6960, appendix A).</summary>
    /// <exception cref="RevocationException">It does not answer.</exception>
    public Task<byte[]> AnswerAsync(Uri address, byte[] question, CancellationToken cancellationToken) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(question) { Headers = { ContentType = new MediaTypeHeaderValue("application/ocsp-request") } },
        },
        cancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        _connections.Dispose();
    }

    private async Task<byte[]> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        try
        {
            using var request = make();
            using var answer = await _http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadAsByteArrayAsync(cancellationToken)
                : throw new RevocationException($"is answered with {(int)answer.StatusCode}");
        }
        catch (Exception away) when (
            away is HttpRequestException or IOException and not RevocationException
            || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new RevocationException("cannot be fetched, or is too long", away);
        }
    }
}
