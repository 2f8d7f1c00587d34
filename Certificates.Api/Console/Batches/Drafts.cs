using System.Buffers.Text;
using System.Security.Cryptography;
using Certificates.Api.Batches;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Api.Console.Batches;

/// <summary>
/// Files that were judged and not sent yet: what is sent is what was judged, byte by byte. Each person has one, for half an hour; it is
/// encrypted on disk without a name, under a key that only this process knows, so a restart ends it.
/// </summary>
internal sealed class Drafts(TimeProvider clock) : IAsyncDisposable
{
    /// <summary>How long one is kept.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private const int Most = 100;
    private const int IdLength = 16;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Draft> _all = new(StringComparer.Ordinal);

    /// <summary>Keeps one in the place of the person's last; its id, or null where too many people have one.</summary>
    public async Task<string?> KeepAsync(Draft draft)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdLength));
        List<Draft> gone;
        bool isKept;
        lock (_gate)
        {
            gone = Remove(kept => kept.KeyId == draft.KeyId || kept.KeptAt + Life <= clock.GetUtcNow());
            isKept = _all.Count < Most && _all.TryAdd(id, draft);
        }

        foreach (var each in gone)
        {
            await each.Upload.DisposeAsync();
        }

        return isKept ? id : null;
    }

    /// <summary>A person's own; null when it is gone.</summary>
    public Draft? Find(string? id, long keyId)
    {
        lock (_gate)
        {
            return id is not null && _all.TryGetValue(id, out var draft) && IsOf(draft, keyId) ? draft : null;
        }
    }

    /// <summary>The same, and it is kept no more: the caller disposes of its files.</summary>
    public Draft? Take(string? id, long keyId)
    {
        lock (_gate)
        {
            return id is not null && _all.TryGetValue(id, out var draft) && IsOf(draft, keyId) && _all.Remove(id) ? draft : null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<Draft> gone;
        lock (_gate)
        {
            gone = Remove(_ => true);
        }

        foreach (var each in gone)
        {
            await each.Upload.DisposeAsync();
        }
    }

    private bool IsOf(Draft draft, long keyId) => draft.KeyId == keyId && draft.KeptAt + Life > clock.GetUtcNow();

    private List<Draft> Remove(Func<Draft, bool> isGone)
    {
        var gone = _all.Where(kept => isGone(kept.Value)).ToList();
        foreach (var kept in gone)
        {
            _all.Remove(kept.Key);
        }

        return [.. gone.Select(kept => kept.Value)];
    }
}

/// <summary>A file that was judged and not sent yet.</summary>
/// <param name="KeyId">Whose.</param>
/// <param name="Kind">The kind of certificate it leads to.</param>
/// <param name="Origin">Whether they are to be issued, or were before this system.</param>
/// <param name="Sheet">The sheet that was asked for.</param>
/// <param name="Upload">The file, and the photos beside it.</param>
/// <param name="Judged">What would become of it.</param>
/// <param name="KeptAt">Since when it is kept.</param>
internal sealed record Draft(
    long KeyId, CertificateKind Kind, CertificateOrigin Origin, string? Sheet, Upload Upload, DryRun Judged, DateTimeOffset KeptAt)
{
    /// <summary>The form of its rows.</summary>
    public ResultsForm Form => ResultsForm.Of(Kind, Origin);

    /// <summary>Whose turn it is to read the files.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>The files from their beginning, as they are sent.</summary>
    public Submission Submission(ApiKey sender, string? idempotencyKey)
    {
        Upload.Results!.Position = 0;
        if (Upload.Photos is { } photos)
        {
            photos.Position = 0;
        }

        return SubmissionOf(sender, Kind, Origin, Sheet, Upload, idempotencyKey);
    }

    /// <summary>An upload as it is judged or sent.</summary>
    public static Submission SubmissionOf(
        ApiKey sender, CertificateKind kind, CertificateOrigin origin, string? sheet, Upload upload, string? idempotencyKey) =>
        new()
        {
            Sender = sender,
            Kind = kind,
            Origin = origin,
            FileName = upload.FileName,
            Results = upload.Results!,
            Photos = origin == CertificateOrigin.Issued ? upload.Photos : null,
            Sheet = sheet,
            IdempotencyKey = idempotencyKey,
        };

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(Upload.Results!.Hash.Span);

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(Draft);
}
