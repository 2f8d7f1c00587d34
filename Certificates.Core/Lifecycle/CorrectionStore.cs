using Certificates.Core.Batches;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Data.SqlServer;
using Certificates.Core.Issuing;
using Certificates.Core.Register;

namespace Certificates.Core.Lifecycle;

/// <summary>The next version of a number.</summary>
internal sealed class CorrectionStore(Database database)
{
    // Status and version as they were when the correction was prepared: a change that came first leaves nothing to update.
    private const string UpdateCertificate = """
        UPDATE Certificate
        SET HolderKey = @HolderKey, PassportNameKey = @PassportNameKey, CurrentVersion = @Version, RowVersion = RowVersion + 1
        WHERE Id = @CertificateId AND CurrentVersion = @Version - 1 AND Status IN (1, 2)
        """;

    private static readonly string[] VersionColumns =
    [
        "CertificateId", "Version", "Name", "NameKey", "IdType", "IdNumberCipher", "KeyId", "HolderKey", "OccupationCode",
        "OccupationName", "OccupationEnglishName", "DirectionName", "InstitutionName", "InstitutionEnglishName",
        "LicenceIdentifier", "PhotoHash", "StyleId", "DocumentId", "PdfKeyId", "QrKeyId", "ReservedAt", "CompletedAt",
    ];

    private static readonly string[] DocumentColumns = SignedFileRecord.Columns;

    private static readonly string[] EventColumns = LifeEvent.Columns;

    /// <summary>The id the next version's file will have.</summary>
    public Task<long> TakeDocumentIdAsync(CancellationToken cancellationToken) => database.WriteAsync(
        write => write.ScalarAsync<long>(database.Dialect.TakeIds, new { name = Ansi.Of("Document", 60), count = 1 }, cancellationToken), cancellationToken);

    /// <summary>Stores a version with its file and its events, and puts it in force; false when another change came first.</summary>
    public async Task<bool> CompleteAsync(
        WriteTransaction write, CorrectedRecord corrected, SignedFileRecord file, IEnumerable<LifeEvent> events, CancellationToken cancellationToken)
    {
        if (await write.ExecuteAsync(UpdateCertificate, corrected.CertificateValues(), cancellationToken) == 0)
        {
            return false;
        }

        write.Changed.Add(corrected.CertificateId);
        if (corrected.NewPhoto is { } photo)
        {
            await BatchStore.KeepPhotoAsync(write, photo, cancellationToken);
        }

        var dialect = database.Dialect;
        await dialect.InsertAsync(write.Transaction, "Document", DocumentColumns, [file.Values()], cancellationToken);
        await dialect.InsertAsync(write.Transaction, "CertificateVersion", VersionColumns, [corrected.VersionValues()], cancellationToken);
        await dialect.InsertAsync(
            write.Transaction, "CertificateEvent", EventColumns, events.Select(each => each.Values()), cancellationToken);
        return true;
    }
}

/// <summary>A next version whose file is signed and checked.</summary>
internal sealed record CorrectedRecord
{
    public required long CertificateId { get; init; }
    public required Certificate Certificate { get; init; }
    public required byte[] HolderKey { get; init; }
    public required byte[] IdNumberCipher { get; init; }
    public required string KeyId { get; init; }
    public required byte[]? PhotoHash { get; init; }
    public required PhotoRecord? NewPhoto { get; init; }
    public required long StyleId { get; init; }
    public required long DocumentId { get; init; }
    public required string PdfKeyId { get; init; }
    public required string QrKeyId { get; init; }
    public required DateTimeOffset At { get; init; }

    public object CertificateValues() => new
    {
        CertificateId,
        HolderKey,
        PassportNameKey = ReservedRecord.PassportNameKey(Certificate.Holder),
        Version = (long)Certificate.Version,
    };

    public object?[] VersionValues() =>
    [
        CertificateId, (long)Certificate.Version, Certificate.Holder.Name.Value, Certificate.Holder.Name.ComparisonKey,
        (long)Certificate.Holder.Document.Type, IdNumberCipher, KeyId, HolderKey, Certificate.OccupationCode,
        Certificate.Occupation.Chinese, Certificate.Occupation.English, Certificate.Direction, Certificate.Institution.Chinese,
        Certificate.Institution.English, Certificate.LicenceIdentifier, PhotoHash, StyleId, DocumentId, PdfKeyId, QrKeyId, At, At,
    ];
}
