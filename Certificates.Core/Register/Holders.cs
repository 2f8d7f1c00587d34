using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Privacy;

namespace Certificates.Core.Register;

/// <summary>
/// The holder's own certificates. Name and numbers stand on the paper and open nothing: the pick-up code does. A register that
/// cannot be asked is an exception here, for there is no verdict to say it with.
/// </summary>
public sealed class Holders
{
    private readonly CertificateReader _certificates;
    private readonly PdfArchive _archive;
    private readonly HolderKeys _keys;
    private readonly ClaimHashes _claims;

    internal Holders(CertificateReader certificates, PdfArchive archive, HolderKeys keys, ClaimHashes claims) =>
        (_certificates, _archive, _keys, _claims) = (certificates, archive, keys, claims);

    /// <summary>Signs a holder in. Whoever calls counts the failures, per address and per number.</summary>
    /// <param name="number">Certificate number.</param>
    /// <param name="idNumber">ID number of the version in force.</param>
    /// <param name="claimCode">领取码.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// Who it is; or <c>number_mistyped</c>, or one <c>sign_in_failed</c> for whatever is wrong, by the same work; or <c>unavailable</c>
    /// where the register must not be believed about the certificate.
    /// </returns>
    public async Task<Result<HolderReference>> SignInAsync(
        string? number, string? idNumber, string? claimCode, CancellationToken cancellationToken)
    {
        if (!CertificateNumber.TryParse(number, out var parsed, out var refusal))
        {
            return refusal;
        }

        var versions = await _certificates.ByNumberAsync(parsed.Value, cancellationToken);
        if (versions.Any(version => version.IsDoubted))
        {
            return Doubted;
        }

        var holder = _keys.OfTyped(idNumber ?? "");
        var current = versions.LastOrDefault(version => version.IsPublic);
        var knowsCode = ClaimCode.TryParse(claimCode, out var code) & Matches(parsed, code ?? ClaimCode.Of(0), current?.ClaimHash);
        return current is not null && holder.IsOf(current.IdType, current.HolderKey) && knowsCode
            ? new HolderReference(current.CertificateId, current.Version, current.ClaimGeneration)
            : new Refusal(RefusalCode.SignInFailed);
    }

    /// <summary>The signed file of one of the holder's certificates; <c>session_ended</c> or <c>certificate_not_found</c>.</summary>
    public async Task<Result<CertificatePdf>> PdfAsync(HolderReference holder, string? number, CancellationToken cancellationToken)
    {
        if (!(await OwnAsync(holder, number, cancellationToken)).TryGet(out var version, out var refusals))
        {
            return refusals;
        }

        return await PdfAsync(version, cancellationToken);
    }

    /// <summary>
    /// The signature by the institution's electronic seal over that file; <c>session_ended</c>, or <c>certificate_not_found</c>, also where
    /// none was put on.
    /// </summary>
    public async Task<Result<CertificateSeal>> SealAsync(HolderReference holder, string? number, CancellationToken cancellationToken)
    {
        if (!(await OwnAsync(holder, number, cancellationToken)).TryGet(out var version, out var refusals))
        {
            return refusals;
        }

        return await _archive.SealAsync(version, cancellationToken) is { } seal ? seal : NotFound;
    }

    /// <summary>The numbers of the holder's certificates whose file has an electronic seal beside it; or <c>session_ended</c>.</summary>
    public async Task<Result<IReadOnlyList<string>>> SealedAsync(HolderReference holder, CancellationToken cancellationToken)
    {
        if (!(await OwnAsync(holder, cancellationToken)).TryGet(out var own, out var refusals))
        {
            return refusals;
        }

        var ids = own.Select(version => version.DocumentId).OfType<long>().ToList();
        var withSeal = ids.Count == 0 ? [] : await _archive.SealedAsync(ids, cancellationToken);
        return own.Where(version => version.DocumentId is { } id && withSeal.Contains(id)).Select(version => version.Number).ToList();
    }

    /// <summary>The signed file of a version of the holder's; <c>certificate_not_found</c>.</summary>
    internal async Task<Result<CertificatePdf>> PdfAsync(VersionRecord version, CancellationToken cancellationToken) =>
        await _archive.FindAsync(version, cancellationToken) is { } pdf ? pdf : NotFound;

    /// <summary>One of the holder's certificates in its version in force.</summary>
    internal async Task<Result<VersionRecord>> OwnAsync(HolderReference holder, string? number, CancellationToken cancellationToken)
    {
        if (!(await OwnAsync(holder, cancellationToken)).TryGet(out var own, out var refusals))
        {
            return refusals;
        }

        return own.FirstOrDefault(version => version.Number == number) is not { } version ? NotFound
            : version.IsDoubted ? Doubted
            : version;
    }

    /// <summary>All of them, newest first: one person is one ID number, and of a passport's one name too.</summary>
    internal async Task<Result<IReadOnlyList<VersionRecord>>> OwnAsync(HolderReference holder, CancellationToken cancellationToken)
    {
        var signedIn = (await _certificates.ByIdsAsync([holder.CertificateId], cancellationToken))
            .LastOrDefault(version => version.IsPublic);
        if (signedIn is null || signedIn.Version != holder.Version || signedIn.ClaimGeneration != holder.ClaimGeneration)
        {
            return new Refusal(RefusalCode.SessionEnded);
        }

        if (signedIn.IsDoubted)
        {
            return Doubted;
        }

        var found = await _certificates.ByHolderAsync(new TypedHolderKeys(signedIn.HolderKey, signedIn.HolderKey), cancellationToken);
        return found.GroupBy(version => version.CertificateId)
            .Select(versions => versions.LastOrDefault(version => version.IsPublic)).OfType<VersionRecord>()
            .Where(version => IsSamePerson(version, signedIn)).ToList();
    }

    private static Refusal Doubted => new(RefusalCode.Unavailable);

    private static Refusal NotFound => new(RefusalCode.CertificateNotFound, "number");

    private static bool IsSamePerson(VersionRecord one, VersionRecord other) =>
        one.HolderKey.AsSpan().SequenceEqual(other.HolderKey)
        && (one.IdType != IdType.Passport || other.IdType != IdType.Passport || one.NameKey == other.NameKey);

    private bool Matches(CertificateNumber number, ClaimCode code, byte[]? kept) =>
        _claims.Matches(number, code, kept ?? new byte[HMACSHA256.HashSizeInBytes]) & kept is not null;
}
