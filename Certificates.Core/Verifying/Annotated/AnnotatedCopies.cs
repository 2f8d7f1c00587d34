using Certificates.Core.Copies;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing.Cms;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying.Annotated;

/// <summary>
/// What is said of an annotated copy: that it is one, what for and until when as its holder says, and how the certificate stands now. Ended
/// ones are forgotten; that a file was one is seen by the key that signed it.
/// </summary>
public sealed class AnnotatedCopies
{
    private readonly DeskOrders _orders;
    private readonly CertificateReader _certificates;
    private readonly RegisterReading _register;
    private readonly SealHashes _hashes;
    private readonly DataCipher _documents;
    private readonly TimeProvider _clock;

    internal AnnotatedCopies(
        DeskOrders orders, CertificateReader certificates, RegisterReading register, SealHashes hashes,
        [FromKeyedServices(SecretKeyPurpose.Document)] DataCipher documents, TimeProvider clock) =>
        (_orders, _certificates, _register, _hashes, _documents, _clock) = (orders, certificates, register, hashes, documents, clock);

    /// <summary>
    /// What the code of a copy leads to: the certificate as it stands now, and what the copy says of itself. Null when it is unknown or
    /// has ended, which nobody is told apart.
    /// </summary>
    public async Task<Verdict?> OpenAsync(string? text, CancellationToken cancellationToken)
    {
        if (!CopyCode.TryParse(text, out var code)
            || await _orders.ByCodeAsync(_hashes.OfSecret(code.Value), _clock.GetUtcNow(), cancellationToken) is not { } order)
        {
            return null;
        }

        var read = await _register.TryAsync(token => _certificates.ByIdsAsync([order.CertificateId], token), cancellationToken);
        var verdict = read.Value is not { } versions ? Judgement.Unavailable(null) : Live(versions, order) is { } live
            ? live with { AsOf = read.AsOf }
            : null;
        return verdict is null ? null : verdict with { Copy = FindingsOf(order) };
    }

    /// <summary>The verdict on a file that the key of copies signed; null for any other.</summary>
    internal async Task<Verdict?> JudgeAsync(
        ReadOnlyMemory<byte> file, byte[] fileHash, SignatureReaders readers, CancellationToken cancellationToken)
    {
        if (readers.Copies.CheckFile(file) is not { Key: { } key } check)
        {
            return null;
        }

        if (check.Finding != PdfSignatureFinding.Valid)
        {
            return NotValid(["altered"], new FileFindings("different", "invalid", "not_found"));
        }

        if (await _orders.ByFileAsync(fileHash, cancellationToken) is not { AnsweredAt: { } at } order
            || order.EndsAt <= _clock.GetUtcNow())
        {
            return NotValid(["copy_ended", "copy"], new FileFindings("unknown", "valid", "not_found"));
        }

        return key.WasInForceAt(at)
            ? Known(Live(await _certificates.ByIdsAsync([order.CertificateId], cancellationToken), order), order)
            : NotValid(["forged"], new FileFindings("same", "invalid", "not_found"));
    }

    private static Verdict NotValid(string[] reasons, FileFindings file) =>
        new() { Kind = VerdictKind.NotValid, Reasons = reasons, File = file };

    private static Verdict? Live(IReadOnlyList<VersionRecord> versions, OrderRecord order) =>
        Judgement.Of(versions, version => version.Version == order.Version, null);

    /// <summary>
    /// A copy is never answered as the certificate: whoever goes by one word alone is told that it is not what was asked for.
    /// </summary>
    private Verdict Known(Verdict? live, OrderRecord order) => live switch
    {
        null => NotValid(["copy_ended", "copy"], new FileFindings("same", "valid", "not_found")),
        { Kind: VerdictKind.Unavailable } => live with { File = new FileFindings("same", "valid", "unavailable") },
        _ => live with
        {
            Kind = VerdictKind.NotValid,
            Reasons = [.. live.Reasons, "copy"],
            Copy = FindingsOf(order),
            File = new FileFindings("same", "valid", "found"),
        },
    };

    private CopyFindings? FindingsOf(OrderRecord order) => CopyPurposes.TryParse(order.Purpose, out var purpose)
        ? new CopyFindings(purpose.Value, order.Words(_documents), CopyOrders.LastDayOf(order.EndsAt))
        : null;
}
