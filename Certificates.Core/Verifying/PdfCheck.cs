using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Register;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Verifying.Annotated;
using Certificates.Core.Verifying.Guarding;

namespace Certificates.Core.Verifying;

/// <summary>
/// Judges a file by three things that must agree: its bytes are those the register has, its signature is ours and covers them,
/// the register says the certificate is in force.
/// </summary>
internal sealed class PdfCheck(
    CertificateReader certificates, PdfArchive archive, RegisterReading register, PublishedKeys keys, LoggedBefore logged,
    AnnotatedCopies copies, Guard guard, ReadingTurns turns)
{
    private const int MaxLength = 5 * 1024 * 1024;

    /// <summary>Longer than most files of ours.</summary>
    private const int CommonLength = 80 * 1024;

    /// <summary>The verdict; or <c>not_a_pdf</c>, <c>file_too_large</c>.</summary>
    public async Task<Result<Verdict>> CheckAsync(Stream stream, Asker asker, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(cancellationToken);
        if (await ReadAsync(stream, cancellationToken) is not { } file)
        {
            return new Refusal(RefusalCode.FileTooLarge, "file", "A file has at most 5 MB.", "文件不超过 5 MB。");
        }

        if (NotPdf.Of(file.Span) is { } refusal)
        {
            return refusal;
        }

        var read = await register.TryAsync(token => JudgeAsync(file, asker, token), cancellationToken);
        return read.Value is { } verdict
            ? verdict with { AsOf = read.AsOf }
            : Judgement.Unavailable(null) with { File = WithoutRegister(file) };
    }

    /// <summary>What can still be said of a file by the keys read last.</summary>
    private FileFindings? WithoutRegister(ReadOnlyMemory<byte> file) => keys.LastReaders is { } readers
        ? new FileFindings(
            "unknown",
            readers.Copies.CheckFile(file)?.Finding == PdfSignatureFinding.Valid ? "valid" : FileSignature.Of(file, readers.Files).Finding,
            "unavailable")
        : null;

    private async Task<Verdict> JudgeAsync(ReadOnlyMemory<byte> file, Asker asker, CancellationToken cancellationToken)
    {
        var readers = await keys.ReadersAsync(cancellationToken);
        var signature = FileSignature.Of(file, readers.Files);
        if (signature.Key is null && readers.Unvouched is { } unvouched && FileSignature.Of(file, unvouched.Files).Key is not null)
        {
            return Judgement.Unavailable(null);
        }

        var hash = SHA256.HashData(file.Span);
        if (signature.Key is null && await copies.JudgeAsync(file, hash, readers, cancellationToken) is { } copy)
        {
            return copy;
        }

        if (await certificates.DocumentIdAsync(hash, cancellationToken) is { } documentId)
        {
            var versions = await certificates.ByDocumentAsync(documentId, cancellationToken);
            var meant = versions.FirstOrDefault(version => version.DocumentId == documentId);
            var stands = signature.Key is not { } key || meant is null || await logged.StandsAsync(key, meant, cancellationToken);
            return Known(signature, stands, documentId, hash, versions);
        }

        return signature.Reasons.Count > 0
            ? Refused(signature, await OriginAsync(file, signature, asker, cancellationToken))
            : Judgement.NotFound(null, null) with { File = new FileFindings("unknown", "valid", "not_found") };
    }

    /// <summary>
    /// The register has these very bytes. Without our signature they were put there by somebody who could write to it, and that
    /// is what the signature is for; with another hash than the version was sealed with, or of a key that others hold and without the log's
    /// word that it was there before, or of another institution's key, too.
    /// </summary>
    private static Verdict Known(
        FileSignature signature, bool stands, long documentId, byte[] hash, IReadOnlyList<VersionRecord> versions)
    {
        foreach (var other in versions.Where(version => version.DocumentId == documentId && !hash.AsSpan().SequenceEqual(version.FileHash)))
        {
            other.Doubt();
        }

        var judged = Judgement.Of(versions, version => version.DocumentId == documentId, null, Facts.All);
        var isOurs = stands && signature.Reasons.Count == 0 && versions.All(version =>
            signature.Key!.CoversIssueOn(version.IssuedOn) && signature.Key.SignsFor(version.InstitutionCode));
        var finding = isOurs || signature.Finding != "valid" ? signature.Finding : "invalid";
        return judged is null ? Judgement.NotFound(null, null) with { File = new FileFindings("unknown", finding, "not_found") }
            : isOurs ? judged with { File = new FileFindings("same", finding, Register(judged)) }
            : new Verdict { Kind = VerdictKind.NotValid, Reasons = ["forged"], File = new FileFindings("same", finding, "found") };
    }

    private static Verdict Refused(FileSignature signature, Verdict? origin) =>
        (origin ?? new Verdict { Kind = VerdictKind.NotValid }) with
        {
            Kind = VerdictKind.NotValid,
            Reasons = [.. signature.Reasons, .. origin?.Reasons ?? []],
            File = new FileFindings(
                signature.Finding == "invalid" ? "different" : "unknown", signature.Finding,
                origin is null ? "not_found" : Register(origin)),
        };

    private static string Register(Verdict found) => found.Kind == VerdictKind.Unavailable ? "unavailable" : "found";

    /// <summary>
    /// The certificate whose file was altered. The number it claims only says where to look: it counts when the signature found
    /// in the file is, byte for byte, the one in the file we issued, which nobody has who did not have that file.
    /// </summary>
    private async Task<Verdict?> OriginAsync(
        ReadOnlyMemory<byte> file, FileSignature signature, Asker asker, CancellationToken cancellationToken)
    {
        if (signature.Key is null || FileHints.Number(file.Span) is not { } number)
        {
            return null;
        }

        var watch = guard.OfFile(asker, number.Value);
        if (await guard.IsAnyUsedUpAsync(cancellationToken) && await guard.StanceAsync(watch, cancellationToken) != Stance.Answered)
        {
            return null;
        }

        var origin = await OriginAsync(signature, number, cancellationToken);
        if (origin is null)
        {
            await guard.CountAsync([(watch, true)], cancellationToken);
        }

        return origin;
    }

    private async Task<Verdict?> OriginAsync(FileSignature signature, CertificateNumber number, CancellationToken cancellationToken)
    {
        var versions = await certificates.ByNumberAsync(number.Value, cancellationToken);
        foreach (var version in versions.Reverse())
        {
            if (await archive.FindAsync(version, cancellationToken) is { } issued && SignedPdf.TryRead(issued.Bytes, out var pdf, out _)
                && signature.Cms.Span.StartsWith(pdf.Cms.Span))
            {
                return Judgement.Of(versions, candidate => candidate.Version == version.Version, null);
            }
        }

        return null;
    }

    /// <summary>The file; null when it is larger than any of ours.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var content = new byte[stream.CanSeek ? Math.Min(stream.Length - stream.Position, MaxLength) + 1 : CommonLength];
        var length = 0;
        while (await stream.ReadAsync(content.AsMemory(length), cancellationToken) is var read and > 0)
        {
            length += read;
            if (length > MaxLength)
            {
                return null;
            }

            if (length == content.Length)
            {
                Array.Resize(ref content, Math.Min(2 * length, MaxLength + 1));
            }
        }

        return content.AsMemory(0, length);
    }
}
