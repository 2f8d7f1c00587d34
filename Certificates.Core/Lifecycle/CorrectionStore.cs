using Certificates.Core.Data;
using Certificates.Core.Data.SqlServer;
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

    /// <summary>The id the next version's file will have.</summary>
    public Task<long> TakeDocumentIdAsync(CancellationToken cancellationToken) => database.WriteAsync(
        write => write.ScalarAsync<long>(database.Dialect.TakeIds, new { name = Ansi.Of("Document", 60), count = 1 }, cancellationToken),
            cancellationToken);

    /// <summary>Stores a version with its file and its events, and puts it in force; false when another change came first.</summary>
    /// <param name="write">The write of whoever decides it.</param>
    /// <param name="corrected">The next version, with its file.</param>
    /// <param name="newPhoto">Its photo, when that is new.</param>
    /// <param name="events">What happened.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<bool> CompleteAsync(
        WriteTransaction write, NewVersion corrected, PhotoRecord? newPhoto, IEnumerable<LifeEvent> events,
            CancellationToken cancellationToken)
    {
        var holder = corrected.Certificate.Holder;
        var inForce = new
        {
            corrected.CertificateId,
            corrected.HolderKey,
            holder.PassportNameKey,
            Version = (long)corrected.Certificate.Version
        };
        if (await write.ExecuteAsync(UpdateCertificate, inForce, cancellationToken) == 0)
        {
            return false;
        }

        write.Changed.Add(corrected.CertificateId);
        if (newPhoto is not null)
        {
            await PhotoRecord.KeepAsync(write, newPhoto, cancellationToken);
        }

        var dialect = database.Dialect;
        await dialect.InsertAsync(write.Transaction, SignedFile.Columns, [corrected.File!], cancellationToken);
        await dialect.InsertAsync(write.Transaction, NewVersion.Columns, [corrected], cancellationToken);
        await dialect.InsertAsync(write.Transaction, LifeEvent.Columns, events, cancellationToken);
        return true;
    }
}
