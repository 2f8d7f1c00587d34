using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Register;

/// <summary>Issued certificates as institutions see them: their own, the authority and the auditor all.</summary>
public sealed class IssuedCertificates
{
    private readonly CertificateReader _reader;
    private readonly NumberReader _numbers;
    private readonly PdfArchive _archive;
    private readonly ClaimCodeRenewal _claims;
    private readonly DataCipher _identity;

    internal IssuedCertificates(
        CertificateReader reader,
        NumberReader numbers,
        PdfArchive archive,
        ClaimCodeRenewal claims,
        [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity) =>
        (_reader, _numbers, _archive, _claims, _identity) = (reader, numbers, archive, claims, identity);

    /// <summary>A certificate with its history; null when there is none, or it is another institution's.</summary>
    public async Task<IssuedCertificate?> FindAsync(CertificateNumber number, ApiKey reader, CancellationToken cancellationToken)
    {
        var versions = await OwnAsync(number, reader, cancellationToken);
        return versions.Count == 0 ? null : await OfAsync(versions, cancellationToken);
    }

    /// <summary>The same by its id, which every certificate has, whatever is printed on it.</summary>
    public async Task<IssuedCertificate?> FindAsync(long id, ApiKey reader, CancellationToken cancellationToken)
    {
        var versions = (await _reader.ByIdsAsync([id], cancellationToken))
            .Where(version => version.Status != CertificateStatus.Reserved && reader.MaySee(version.InstitutionId)).ToList();
        return versions.Count == 0 ? null : await OfAsync(versions, cancellationToken);
    }

    /// <summary>The signed PDF of a version, by default the one in force; null when there is none to be had.</summary>
    public async Task<CertificatePdf?> PdfAsync(
        CertificateNumber number, int? version, ApiKey reader, CancellationToken cancellationToken)
    {
        var versions = await OwnAsync(number, reader, cancellationToken);
        var asked = versions.FirstOrDefault(v => v.Version == (version ?? v.CurrentVersion));
        return asked is null ? null : await _archive.FindAsync(asked, cancellationToken);
    }

    /// <summary>The signature by the institution's electronic seal over that file; null when there is none to be had.</summary>
    public async Task<CertificateSeal?> SealAsync(
        CertificateNumber number, int? version, ApiKey reader, CancellationToken cancellationToken)
    {
        var versions = await OwnAsync(number, reader, cancellationToken);
        var asked = versions.FirstOrDefault(v => v.Version == (version ?? v.CurrentVersion));
        return asked is null ? null : await _archive.SealAsync(asked, cancellationToken);
    }

    /// <summary>The photo of a version, by default the one in force, a JPEG; null when there is none to be seen.</summary>
    public async Task<ReadOnlyMemory<byte>?> PhotoAsync(
        CertificateNumber number, int? version, ApiKey reader, CancellationToken cancellationToken)
    {
        var versions = await OwnAsync(number, reader, cancellationToken);
        return versions.FirstOrDefault(v => v.Version == (version ?? v.CurrentVersion))?.PhotoHash is { } hash
            && await _reader.PhotosAsync([hash], cancellationToken) is [var photo]
            ? StoredPhoto.Of(photo, _identity).File
            : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>A new pick-up code (领取码), which ends the one before; null when there is no such certificate of the actor's.</summary>
    public async Task<ClaimCode?> RenewClaimCodeAsync(CertificateNumber number, ApiKey actor, CancellationToken cancellationToken)
    {
        var versions = await OwnAsync(number, actor, cancellationToken);
        return versions.Count == 0 ? null : await _claims.RenewAsync(versions[^1], number, actor.Id, cancellationToken);
    }

    private async Task<IssuedCertificate> OfAsync(IReadOnlyList<VersionRecord> versions, CancellationToken cancellationToken)
    {
        var first = versions[0];
        var events = await _reader.EventsAsync(first.CertificateId, cancellationToken);
        return new IssuedCertificate(
            first.CertificateId,
            first.Number,
            first.PrintedNumber,
            first.Kind,
            first.Origin,
            await _numbers.RestsOnAsync(first.CertificateId, cancellationToken),
            first.Status,
            first.StatusChangedAt,
            (int)first.CurrentVersion,
            first.InstitutionCode,
            [.. versions.Select(v =>
                IssuedVersion.Of(StoredCertificate.Of(v, _identity), v.CompletedAt ?? v.ReservedAt, v.DocumentId is not null) with
                {
                    HasPhoto = v.PhotoHash is not null,
                })],
            [.. events.Select(Event)]);
    }

    private IssuedEvent Event(LifeEvent e) => new(
        e.Kind,
        (int)e.Version,
        e.At,
        e.ActorKeyId,
        e.SecondKeyId,
        e.Category,
        e.TextCipher is { } text ? Encoding.UTF8.GetString(_identity.Decrypt(text, e.KeyId!, Places.EventText(e.Leaf))) : null,
        e.EvidenceHash is { } hash ? Convert.ToHexStringLower(hash) : null);

    private async Task<IReadOnlyList<VersionRecord>> OwnAsync(
        CertificateNumber number, ApiKey reader, CancellationToken cancellationToken)
    {
        var versions = await _reader.ByNumberAsync(number.Value, cancellationToken);
        return versions.Count > 0 && reader.MaySee(versions[0].InstitutionId) ? versions : [];
    }
}
