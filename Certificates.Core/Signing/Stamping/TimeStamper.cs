using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Certificates.Core.Signing.Stamping;

/// <summary>
/// Asks a time-stamp authority when a signature was there (RFC 3161), and believes its answer when it is over that very signature, answers
/// this very request, and is signed by a certificate for time stamps that chains to an authority of the configuration.
/// </summary>
internal sealed class TimeStamper : IDisposable
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8"; // id-kp-timeStamping (RFC 3161, 2.3)
    private const int LongestAnswer = 64 * 1024;
    private readonly TimeStampOptions _options;
    private readonly IReadOnlyList<X509Certificate2> _authorities;
    private readonly SocketsHttpHandler _connections;
    private readonly HttpClient _http;
    private volatile IReadOnlyList<byte[]> _chain = [];

    /// <summary>Opens one.</summary>
    /// <param name="options">Whom it asks.</param>
    /// <param name="authorities">Whose certificates it believes.</param>
    public TimeStamper(TimeStampOptions options, IReadOnlyList<X509Certificate2> authorities)
    {
        (_options, _authorities) = (options, authorities);
        _connections = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = options.AtOnce };
        _http = new HttpClient(_connections)
        {
            MaxResponseContentBufferSize = LongestAnswer,
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
        };
    }

    /// <summary>The chain of the last stamp that was believed, leaf first, in DER; empty before.</summary>
    public IReadOnlyList<byte[]> Chain => _chain;

    /// <summary>The stamp over a signature's value: a TimeStampToken, DER.</summary>
    /// <exception cref="TimeStampException">There is none now.</exception>
    public async Task<byte[]> StampAsync(ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        var request = Rfc3161TimestampRequest.CreateFromHash(
            SHA256.HashData(signature.Span), HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(16),
            requestSignerCertificates: true);
        var token = Read(request, await AskAsync(request.Encode(), cancellationToken));
        var isOver = token.VerifySignatureForHash(
            SHA256.HashData(signature.Span), HashAlgorithmName.SHA256, out var signer, token.AsSignedCms().Certificates);
        using (signer)
        {
            if (!isOver || !Believes(signer!, token))
            {
                throw new TimeStampException(
                    "The time-stamp authority's certificate is not for time stamps, or chains to none of TimeStamp:AuthoritiesFile.");
            }
        }

        return token.AsSignedCms().Encode();
    }

    public void Dispose()
    {
        _http.Dispose();
        _connections.Dispose();
    }

    private async Task<byte[]> AskAsync(byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new ByteArrayContent(request);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
            using var answer = await _http.PostAsync(new Uri(_options.Url), body, cancellationToken);
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadAsByteArrayAsync(cancellationToken)
                : throw new TimeStampException($"The time-stamp authority answers {(int)answer.StatusCode}.");
        }
        catch (Exception away) when (
            away is HttpRequestException or IOException and not TimeStampException
            || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new TimeStampException("The time-stamp authority of TimeStamp:Url does not answer.", away);
        }
    }

    private static Rfc3161TimestampToken Read(Rfc3161TimestampRequest request, byte[] answer)
    {
        try
        {
            return request.ProcessResponse(answer, out _);
        }
        catch (CryptographicException refused)
        {
            throw new TimeStampException($"The time-stamp authority gives no stamp: {refused.Message}", refused);
        }
    }

    /// <summary>The chain, at the time the stamp names: a certificate that ends later takes nothing from it.</summary>
    private bool Believes(X509Certificate2 signer, Rfc3161TimestampToken token)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(token.AsSignedCms().Certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = token.TokenInfo.Timestamp.UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(TimeStamping));
        if (!chain.Build(signer))
        {
            return false;
        }

        if (_chain is not [{ } leaf, ..] || !leaf.AsSpan().SequenceEqual(signer.RawDataMemory.Span))
        {
            _chain = [.. chain.ChainElements.Select(each => each.Certificate.RawData)];
        }

        return true;
    }
}
