using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Certificates.Tests.Log.Outsider;

/// <summary>
/// A witness written from C2SP tlog-witness and tlog-cosignature, on a real HTTP server. It shares no line with the product: proofs are
/// held against RFC 9162, signatures against RFC 8032.
/// </summary>
internal sealed class OutsideWitness : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly TimeProvider _clock;
    private readonly string _logKey;
    private readonly Lock _lock = new();
    private (long Size, byte[] Root) _latest;

    private OutsideWitness(WebApplication app, string logKey, TimeProvider clock) => (_app, _logKey, _clock) = (app, logKey, clock);

    public const string Name = "witness.example/w1";

    /// <summary>Its submission prefix.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Its verifier key, of the type 0x04.</summary>
    public string VerifierKey => $"{Name}+{Convert.ToHexStringLower(KeyId)}+{Convert.ToBase64String([0x04, .. Rfc8032.PublicKey(_secret)])}";

    /// <summary>The status of each answer.</summary>
    public ConcurrentQueue<int> Answers { get; } = [];

    /// <summary>How many leaves it cosigned last.</summary>
    public long Size => _latest.Size;

    /// <summary>False: it answers 500.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Ends to let a silent one answer.</summary>
    public Task Silence { get; set; } = Task.CompletedTask;

    /// <summary>What becomes of its lines.</summary>
    public Func<string, string> Spoil { get; set; } = lines => lines;

    /// <summary>What becomes of the text before it is signed.</summary>
    public Func<string, string> Misread { get; set; } = text => text;

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    private byte[] KeyId => SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), 0x0A, 0x04, .. Rfc8032.PublicKey(_secret)])[..4];

    public static async Task<OutsideWitness> StartAsync(string logKey, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var witness = new OutsideWitness(builder.Build(), logKey, clock);
        witness._app.MapPost("/add-checkpoint", witness.AnswerAsync);
        await witness._app.StartAsync(CancellationToken.None);
        return witness;
    }

    /// <summary>When a note was cosigned by a witness, in seconds; null when it was not.</summary>
    public static long? CosignedAt(string note, string verifierKey)
    {
        var (name, key) = (verifierKey.Split('+')[0], Convert.FromBase64String(verifierKey.Split('+', 3)[2]));
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal) + 1;
        var id = SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0x0A, .. key])[..4];
        foreach (var line in note[(end + 1)..].TrimEnd('\n').Split('\n').Where(line => line.StartsWith($"— {name} ", StringComparison.Ordinal)))
        {
            var bytes = Convert.FromBase64String(line.Split(' ')[2]);
            var seconds = bytes.Length == 76 ? BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(4)) : 0;
            if (bytes.AsSpan(0, 4).SequenceEqual(id) && Rfc8032.Verifies(key[1..], Message(seconds, note[..end]), bytes[12..]))
            {
                return seconds;
            }
        }

        return null;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>"cosignature/v1", "time ", the timestamp, the whole note body.</summary>
    private static byte[] Message(long seconds, string body) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{body}"));

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        await Silence;
        using var reader = new StreamReader(request.Body, new UTF8Encoding(false, true));
        var (status, text, type) = IsUp ? Judge(await reader.ReadToEndAsync(request.HttpContext.RequestAborted)) : (500, "", "text/plain");
        Answers.Enqueue(status);
        return Results.Text(text, type, Encoding.UTF8, status);
    }

    private (int Status, string Text, string Type) Judge(string body)
    {
        // "an old size line, zero or more consistency proof lines, and an empty line, followed by a checkpoint"
        var end = body.IndexOf("\n\n", StringComparison.Ordinal);
        var (lines, note) = (body[..end].Split('\n'), body[(end + 2)..]);
        Assert.That(lines[0], Does.Match("^old (0|[1-9][0-9]*)$"));
        Assert.That(lines.Length - 1, Is.LessThanOrEqualTo(63));
        var old = long.Parse(lines[0][4..], CultureInfo.InvariantCulture);
        var proof = lines[1..].Select(Convert.FromBase64String).ToList();
        if (note.Split('\n')[0] != _logKey.Split('+')[0])
        {
            return (404, "", "text/plain");
        }

        if (!OutsideNote.IsSigned(note, _logKey))
        {
            return (403, "", "text/plain");
        }

        var checkpoint = OutsideNote.Open(Encoding.UTF8.GetBytes(note), _logKey);
        lock (_lock)
        {
            return old > checkpoint.Size ? (400, "", "text/plain") : Judge(old, proof, checkpoint, note);
        }
    }

    private (int Status, string Text, string Type) Judge(long old, List<byte[]> proof, OutsideNote checkpoint, string note)
    {
        if (old != _latest.Size)
        {
            return (409, string.Create(CultureInfo.InvariantCulture, $"{_latest.Size}\n"), "text/x.tlog.size");
        }

        if (old == checkpoint.Size && !_latest.Root.SequenceEqual(checkpoint.Root))
        {
            return (409, "", "text/plain");
        }

        if (old == 0 ? proof.Count > 0 : !RfcProofs.IsConsistent(old, _latest.Root, checkpoint.Size, checkpoint.Root, proof))
        {
            return (422, "", "text/plain");
        }

        _latest = (checkpoint.Size, checkpoint.Root);
        var seconds = (_clock.GetUtcNow() + Ahead).ToUnixTimeSeconds();
        var text = Misread(note[..(note.LastIndexOf("\n\n", StringComparison.Ordinal) + 1)]);
        var time = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, seconds);
        var line = Convert.ToBase64String([.. KeyId, .. time, .. Rfc8032.Sign(_secret, Message(seconds, text))]);
        return (200, Spoil($"— {Name} {line}\n"), "text/plain");
    }
}
