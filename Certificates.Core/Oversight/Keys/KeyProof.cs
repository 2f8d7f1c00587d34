using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Certificates.Core.Coding;
using Certificates.Core.Intake;
using Certificates.Core.Oversight.Sealing;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Oversight.Keys;

/// <summary>
/// What a key can do with rows that stand: one that it reads, or computes again, proves it. Some rows of both ends are tried, because
/// one may be damaged; a register without such rows speaks against no key.
/// </summary>
internal sealed class KeyProof(
    KeyProofStore store,
    SealingStore sealing,
    CertificateReader certificates,
    PdfArchive archive,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
    HolderKeys holders,
    ClaimCodes codes,
    ClaimHashes claims)
{
    /// <summary>Whether the key of a purpose fits; the keys it is proved with must have been proved before.</summary>
    public async Task<bool> FitsAsync(SecretKeyPurpose purpose, CancellationToken cancellationToken) => purpose switch
    {
        SecretKeyPurpose.Identity => await AnyOfPeopleAsync(
            version => IdNumberOf(version).Length > 0, _ => true, row => Reads(row).Fields.Count > 0, cancellationToken),
        SecretKeyPurpose.LookUp => await AnyOfPeopleAsync(Finds, row => row.HolderKey is not null, Finds, cancellationToken),
        SecretKeyPurpose.Document => await AnyFileAsync(cancellationToken),
        SecretKeyPurpose.Seal => await sealing.IsNewAsync(cancellationToken),
        SecretKeyPurpose.Claim => Any(await VersionsAsync(KeyProofStore.WithCode, cancellationToken), Derives),
    };

    /// <summary>By certificates; by rows as sent where none was issued yet.</summary>
    private async Task<bool> AnyOfPeopleAsync(
        Func<VersionRecord, bool> holds, Func<SentRowRecord, bool> counts, Func<SentRowRecord, bool> rowHolds,
        CancellationToken cancellationToken) =>
        await VersionsAsync(KeyProofStore.All, cancellationToken) is { Count: > 0 } versions
            ? Any(versions, holds)
            : Any([.. (await store.RowsAsync(cancellationToken)).Where(counts)], rowHolds);

    private async Task<bool> AnyFileAsync(CancellationToken cancellationToken)
    {
        var versions = (await VersionsAsync(KeyProofStore.WithFile, cancellationToken))
            .Where(version => version.DocumentId is not null).ToList();
        foreach (var version in versions)
        {
            try
            {
                if (await archive.FindAsync(version, cancellationToken) is not null)
                {
                    return true;
                }
            }
            catch (CryptographicException)
            {
                // Another key's, or damaged: the next one tells which.
            }
        }

        return versions.Count == 0;
    }

    private async Task<IReadOnlyList<VersionRecord>> VersionsAsync(string among, CancellationToken cancellationToken) =>
        await store.IdsAsync(among, cancellationToken) is { Count: > 0 } ids ? await certificates.ByIdsAsync(ids, cancellationToken) : [];

    private string IdNumberOf(VersionRecord version) => Encoding.UTF8.GetString(
        identity.Decrypt(version.IdNumberCipher, version.KeyId, Places.IdNumber(version.CertificateId, version.Version)));

    private SentRow Reads(SentRowRecord row) =>
        SentRow.FromUtf8Json(identity.Decrypt(row.SentCipher, row.KeyId, Places.Sent(row.BatchId, row.Row)));

    private bool Finds(VersionRecord version) => IsKeyOf(version.IdType, IdNumberOf(version), version.HolderKey);

    private bool Finds(SentRowRecord row) => Reads(row) is var sent
        && IdTypes.TryParse(sent[ResultsColumn.IdType], out var type) && IsKeyOf(type, sent[ResultsColumn.IdNumber], row.HolderKey!);

    private bool IsKeyOf(IdType type, string idNumber, byte[] holderKey) =>
        IdDocument.TryParse(type, idNumber, out var document, out _) && holders.Of(document).AsSpan().SequenceEqual(holderKey);

    private bool Derives(VersionRecord version) => version.ClaimHash is { } kept
        && CertificateNumber.OfRecord(version.Number) is var number
        && claims.Matches(number, codes.Code(number, (int)version.ClaimGeneration), kept);

    private static bool Any<T>(IReadOnlyCollection<T> rows, Func<T, bool> holds) => rows.Count == 0 || rows.Any(row =>
    {
        try
        {
            return holds(row);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException)
        {
            return false;
        }
    });
}
