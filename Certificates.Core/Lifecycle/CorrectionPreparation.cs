using System.Security.Cryptography;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Lifecycle;

/// <summary>Says whether a correction may be made as things stand, and what the next version would print.</summary>
internal sealed class CorrectionPreparation(
    CertificateReader certificates,
    CorrectionJudge judge,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
    HolderKeys holderKeys)
{
    private const int LastVersion = 999; // GB/T 36904-2018: the version in a licence identifier has three digits

    /// <summary>Prepares it; nothing is written.</summary>
    public async Task<Result<PreparedCorrection>> PrepareAsync(
        CertificateNumber number, Correction correction, ApiKey reader, CancellationToken cancellationToken)
    {
        var versions = await certificates.ByNumberAsync(number.Value, cancellationToken);
        if (versions.FirstOrDefault(version => version.Version == version.CurrentVersion) is not { } current
            || !reader.MaySee(current.InstitutionId))
        {
            return ChangeRefusals.NotFound;
        }

        if (Refuse(current) is { } illegal)
        {
            return illegal;
        }

        var printed = StoredCertificate.Of(current, identity);
        if (!judge.Judge(correction, printed.Holder).TryGet(out var judged, out var faults))
        {
            return faults;
        }

        if (!judged.ChangesHolder && HashOf(judged.Photo!).AsSpan().SequenceEqual(current.PhotoHash))
        {
            return new Refusal(RefusalCode.CorrectionEmpty, "photo", "The certificate has this photo already.", "证书使用的就是这张照片，没有需要更正的内容。");
        }

        var key = holderKeys.Of(judged.Holder.Document);
        return judged.ChangesHolder && await TwinAsync(printed.Number, judged.Holder, key, reader, cancellationToken) is { } twin
            ? twin
            : new PreparedCorrection(current, Next(printed, judged.Holder), key, judged.Photo, judged.ChangesHolder);
    }

    /// <summary>SHA-256 of the cleaned file, which the register keeps a photo by.</summary>
    public static byte[] HashOf(Photo photo) => SHA256.HashData(photo.File.Span);

    private static Refusal? Refuse(VersionRecord current) => current.Status switch
    {
        _ when current.IsDoubted => ChangeRefusals.Doubted,
        not (CertificateStatus.Valid or CertificateStatus.Suspended) => ChangeRefusals.NotAllowed(
            $"A certificate that is {Moves.Word(current.Status)} is not corrected: only a valid or suspended one is.",
            "只有有效或暂停的证书可以更正。"),
        _ when current.DocumentId is null => ChangeRefusals.NotAllowed(
            "The certificate was issued before this system and has no PDF here, so no next version of it can be made: "
                + "cancel it and issue anew.",
            "证书在本系统启用前签发，没有 PDF 文件，不能更正；请注销后重新发证。"),
        _ when current.Version >= LastVersion => ChangeRefusals.NotAllowed(
            "The certificate has 999 versions, which is the last there can be.", "证书已有 999 个版本，不能再更正。"),
        _ => null,
    };

    private async Task<Refusal?> TwinAsync(
        CertificateNumber number, Holder holder, byte[] holderKey, ApiKey reader, CancellationToken cancellationToken)
    {
        var held = HeldGrade.Of(holderKey, holder, number.Kind, number.OccupationNumber, number.DirectionNumber, number.Grade);
        var live = await certificates.LiveAsync([holderKey], cancellationToken);
        return live.FirstOrDefault(other => other.Number != number.Value && HeldGrade.Of(other) == held) is { } twin
            ? DuplicateRefusal.Of(twin, reader.InstitutionId ?? twin.InstitutionId)
            : null;
    }

    /// <summary>The same certificate with another holder, one version on; number and days stay.</summary>
    private static Certificate Next(Certificate printed, Holder holder)
    {
        var version = printed.Version + 1;
        return printed with
        {
            Version = version,
            Holder = holder,
            LicenceIdentifier = LicenceIdentifier.KeptOfVersion(printed.LicenceIdentifier, version),
        };
    }
}

/// <summary>A correction that may be made as things stand: everything of the next version but its file.</summary>
/// <param name="Current">The version it corrects.</param>
/// <param name="Next">The version it makes: the same number and days, one version more.</param>
/// <param name="HolderKey">What the next version's holder is found by.</param>
/// <param name="NewPhoto">The new photo; null keeps the old one.</param>
/// <param name="ChangesHolder">True when name or identity document change, which the authority decides.</param>
internal sealed record PreparedCorrection(VersionRecord Current, Certificate Next, byte[] HolderKey, Photo? NewPhoto, bool ChangesHolder);
