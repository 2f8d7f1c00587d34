using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Verifying;

/// <summary>Codes by which a holder shows a certificate to others for a while.</summary>
public sealed class ShareCodes
{
    /// <summary>Longest life, in days.</summary>
    public const int MaxDays = 180;

    /// <summary>Most live codes of one certificate.</summary>
    public const int MaxLive = 3;

    private const int LongestPurpose = 100;
    private readonly DeskShareCodes _store;
    private readonly Holders _holders;
    private readonly CertificateReader _certificates;
    private readonly PdfArchive _archive;
    private readonly RegisterReading _register;
    private readonly SealHashes _hashes;
    private readonly TimeProvider _clock;

    internal ShareCodes(
        DeskShareCodes store, Holders holders, CertificateReader certificates, PdfArchive archive, RegisterReading register,
        SealHashes hashes, TimeProvider clock) =>
        (_store, _holders, _certificates, _archive, _register, _hashes, _clock) =
            (store, holders, certificates, archive, register, hashes, clock);

    /// <summary>Makes a code for one of the holder's certificates.</summary>
    /// <param name="holder">Who asks.</param>
    /// <param name="number">The certificate.</param>
    /// <param name="purpose">What for, 1–100 characters.</param>
    /// <param name="withPhoto">Whether the photo is shown.</param>
    /// <param name="days">How long it lives, 1–180.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>
    /// The 16 characters, shown this once; or <c>session_ended</c>, <c>certificate_not_found</c>, <c>purpose_missing</c>,
    /// <c>days_out_of_range</c>, <c>share_codes_used_up</c>.
    /// </returns>
    public async Task<Result<string>> CreateAsync(
        HolderReference holder, string? number, string? purpose, bool withPhoto, int days, CancellationToken cancellationToken)
    {
        var said = purpose?.Trim() ?? "";
        if (said.Length is 0 or > LongestPurpose || days is < 1 or > MaxDays)
        {
            return said.Length is 0 or > LongestPurpose
                ? new Refusal(RefusalCode.PurposeMissing, "purpose",
                    $"Say in at most {LongestPurpose} characters what the code is for.",
                    $"请填写分享码的用途，最多 {LongestPurpose} 个字。")
                : new Refusal(RefusalCode.DaysOutOfRange, "days", $"A code lives 1 to {MaxDays} days.", $"有效天数应为 1 至 {MaxDays} 的整数。");
        }

        if (!(await _holders.OwnAsync(holder, number, cancellationToken)).TryGet(out var version, out var refusals))
        {
            return refusals;
        }

        var (code, now) = (ShareCode.Create(), _clock.GetUtcNow());
        var kept = new NewShareCodeRecord(_hashes.OfSecret(code.Value), version.CertificateId, said, withPhoto, now, now.AddDays(days));
        return await _store.InsertAsync(kept, MaxLive, cancellationToken)
            ? code.Value
            : new Refusal(RefusalCode.ShareCodesUsedUp, null,
                $"A certificate has at most {MaxLive} live codes: revoke one first.",
                $"一份证书最多有 {MaxLive} 个有效的分享码，请先撤销一个。");
    }

    /// <summary>All codes of the holder's certificates, newest first; or <c>session_ended</c>.</summary>
    public async Task<Result<IReadOnlyList<ShareCodeSummary>>> ListAsync(HolderReference holder, CancellationToken cancellationToken)
    {
        if (!(await _holders.OwnAsync(holder, cancellationToken)).TryGet(out var own, out var refusals))
        {
            return refusals;
        }

        var numbers = own.ToDictionary(version => version.CertificateId, version => version.Number);
        return (await _store.ListAsync(numbers.Keys, cancellationToken)).Select(code => new ShareCodeSummary(
            code.Id, numbers[code.CertificateId], code.Purpose, code.WithPhoto, code.CreatedAt, code.ExpiresAt, code.RevokedAt,
            (int)code.Uses, code.LastUsedAt)).ToList();
    }

    /// <summary>Ends one of the holder's codes; false when there is none with this id.</summary>
    public async Task<Result<bool>> RevokeAsync(HolderReference holder, long id, CancellationToken cancellationToken)
    {
        if (!(await _holders.OwnAsync(holder, cancellationToken)).TryGet(out var own, out var refusals))
        {
            return refusals;
        }

        return await _store.RevokeAsync(id, [.. own.Select(version => version.CertificateId)], _clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>Opens a code and counts the use; null when it is unknown, expired or revoked, which nobody is told apart.</summary>
    public async Task<SharedCertificate?> OpenAsync(string? text, CancellationToken cancellationToken)
    {
        if (await LiveAsync(text, cancellationToken) is not { } code)
        {
            return null;
        }

        await _store.RecordUseAsync(code.Id, _clock.GetUtcNow(), cancellationToken);
        var read = await _register.TryAsync(token => _certificates.ByIdsAsync([code.CertificateId], token), cancellationToken);
        var verdict = read.Value is { } versions ? Judgement.Of(versions, _ => true, read.AsOf) : Judgement.Unavailable(null);
        return verdict is null ? null : new SharedCertificate(verdict, code.Purpose, code.WithPhoto, code.ExpiresAt);
    }

    /// <summary>The holder's photo, a JPEG; null unless the code is live and shows it. Not a use of its own.</summary>
    public async Task<ReadOnlyMemory<byte>?> PhotoAsync(string? text, CancellationToken cancellationToken)
    {
        if (await LiveAsync(text, cancellationToken) is not { WithPhoto: true } code)
        {
            return null;
        }

        var versions = await _certificates.ByIdsAsync([code.CertificateId], cancellationToken);
        return versions.LastOrDefault(version => version.IsPublic) is { IsDoubted: false } current
            && await _archive.FindAsync(current, cancellationToken) is { } pdf ? CertificatePhoto.Of(pdf.Bytes) : null;
    }

    private async Task<ShareCodeRecord?> LiveAsync(string? text, CancellationToken cancellationToken) =>
        ShareCode.TryParse(text, out var code)
        && await _store.FindAsync(_hashes.OfSecret(code.Value), cancellationToken) is { RevokedAt: null } found
        && found.ExpiresAt > _clock.GetUtcNow() ? found : null;
}
