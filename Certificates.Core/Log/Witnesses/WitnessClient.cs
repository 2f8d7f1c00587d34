using System.Globalization;
using System.Net;
using System.Text;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Log.Witnesses;

/// <summary>Asks a witness to cosign a checkpoint: the call <c>add-checkpoint</c> of C2SP tlog-witness.</summary>
internal sealed class WitnessClient : IDisposable
{
    private const int LongestAnswer = 64 * 1024;
    private const string SizeType = "text/x.tlog.size";

    // As far as clocks of machines that are kept together may be apart.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private readonly SocketsHttpHandler _connections = new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    public WitnessClient(TimeProvider clock)
    {
        _clock = clock;
        _http = new HttpClient(_connections) { MaxResponseContentBufferSize = LongestAnswer, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks once. It ends with the token and has no limit of time of its own.</summary>
    /// <param name="witness">Who is asked.</param>
    /// <param name="former">The leaves it is believed to have cosigned last.</param>
    /// <param name="proof">That the log grew out of those (RFC 6962, 2.1.2).</param>
    /// <param name="note">The signed checkpoint.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<WitnessAnswer> AddAsync(
        Witness witness, long former, IEnumerable<byte[]> proof, string note, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new StringContent(Body(former, proof, note), Encoding.UTF8);
            using var answer = await _http.PostAsync(witness.Address, body, cancellationToken);
            return Read(answer, witness, note, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return WitnessAnswer.Failed(WitnessOutcome.Away, $"cannot be reached: {fault.Message}");
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _connections.Dispose();
    }

    private static string Body(long former, IEnumerable<byte[]> proof, string note)
    {
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"old {former}\n");
        foreach (var hash in proof)
        {
            body.Append(Convert.ToBase64String(hash)).Append('\n');
        }

        return body.Append('\n').Append(note).ToString();
    }

    private WitnessAnswer Read(HttpResponseMessage answer, Witness witness, string note, string text) => answer.StatusCode switch
    {
        HttpStatusCode.OK => Cosigned(witness, note, text),
        HttpStatusCode.Conflict when SizeOf(answer, text) is { } size => WitnessAnswer.Knows(size),
        HttpStatusCode.Conflict => WitnessAnswer.Failed(
            WitnessOutcome.Contradicts, "cosigned another tree of as many leaves, or does not say how many it cosigned (409)."),
        HttpStatusCode.Forbidden => WitnessAnswer.Failed(
            WitnessOutcome.Refused, "knows another key of this log (403): give its operator the log's verifier key."),
        HttpStatusCode.NotFound => WitnessAnswer.Failed(
            WitnessOutcome.Refused, "does not know this log (404): give its operator the log's verifier key."),
        HttpStatusCode.UnprocessableEntity => WitnessAnswer.Failed(
            WitnessOutcome.Contradicts, "does not see that the log grew out of what it cosigned before (422)."),
        var other => WitnessAnswer.Failed(
            WitnessOutcome.Refused, string.Create(CultureInfo.InvariantCulture, $"answers {(int)other}.")),
    };

    private static long? SizeOf(HttpResponseMessage answer, string text) =>
        answer.Content.Headers.ContentType?.MediaType == SizeType
        && long.TryParse(text.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    /// <summary>Lines of other keys say nothing to us.</summary>
    private WitnessAnswer Cosigned(Witness witness, string note, string lines) =>
        SignedNote.TryParse(note + lines, out var signed) && signed.CosignedAt(witness.Key) is { } at && at <= _clock.GetUtcNow() + Ahead
            ? WitnessAnswer.Signed(signed.Of(witness.Key).Last(), at)
            : WitnessAnswer.Failed(WitnessOutcome.Invalid, "answered something else than its cosignature of this checkpoint.");
}
