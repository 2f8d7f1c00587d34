using Certificates.Core.Pdf.Reading;
using Certificates.Core.Register.StatusLists;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Style;
using Certificates.Core.Style.Qr;

namespace Certificates.Core.Verifying.Offline;

/// <summary>
/// Judges a QR token, or a PDF with one, by the published keys and the status list alone: neither our servers nor our database need be
/// asked, or believed.
/// </summary>
/// <param name="keys">As <c>/v1/keys</c> has them.</param>
/// <param name="list">What has ended; null when there is no list.</param>
public sealed class OfflineCheck(PublicKeyRing keys, StatusList? list)
{
    private readonly QrTokenReader _tokens = new(keys);
    private readonly PdfSignatureReader _signatures = new(keys);

    /// <summary>Judges what a QR code says: the address, or the token alone.</summary>
    public OfflineVerdict CheckToken(string text)
    {
        var token = QrAddress.TokenOf(text.Trim());
        if (!_tokens.TryRead(token, out var genuine, out var fault))
        {
            return new OfflineVerdict(fault == QrTokenFault.Forged ? OfflineFinding.Forged : OfflineFinding.Unreadable);
        }

        if (genuine.Key.CompromisedSince is not null)
        {
            return new OfflineVerdict(OfflineFinding.Doubted);
        }

        var finding = list is null ? OfflineFinding.NoList
            : list.Contains(QrToken.HashOf(token)) ? OfflineFinding.Ended
            : OfflineFinding.InForce;
        var claims = genuine.Claims;
        return new OfflineVerdict(finding, claims.Number, claims.Name, claims.Version, claims.IssuedOn);
    }

    /// <summary>Judges a PDF: its signature, its QR code, and whether both name the same person and number.</summary>
    public OfflineVerdict CheckFile(ReadOnlyMemory<byte> file)
    {
        if (!PdfFile.TryOpen(file, out var opened) || PrintedFacts.Read(opened) is not { } printed
            || QrDecoder.Read(printed.Qr) is not { } address)
        {
            return new OfflineVerdict(OfflineFinding.Unreadable);
        }

        var verdict = CheckToken(address);
        if (verdict.Number is null)
        {
            return verdict;
        }

        var signed = _signatures.CheckFile(opened, hashed: null);
        return signed?.Finding switch
        {
            PdfSignatureFinding.Foreign => new OfflineVerdict(OfflineFinding.Forged),
            PdfSignatureFinding.Valid when !signed.Key!.CoversIssueOn(verdict.IssuedOn)
                || !signed.Key.SignsFor(verdict.Number) => new OfflineVerdict(OfflineFinding.Forged),
            PdfSignatureFinding.Valid when signed.Key!.CompromisedSince is not null => new OfflineVerdict(OfflineFinding.Doubted),
            PdfSignatureFinding.Valid when printed.Name == verdict.Name && printed.Number == verdict.Number.Value => verdict,
            _ => new OfflineVerdict(OfflineFinding.Altered),
        };
    }
}
