using System.Data.Common;
using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Reports;

/// <summary>
/// What holders report, kept by the site, and the answers, written by the issuing service. Reading, a desk that is not there, or is older
/// than this table, is one without reports: the desk is the site's to bring up, in its own time and with its own rights, and no site
/// may ever run here. Making it here too would need those rights, and would let the two services' versions stop each other.
/// </summary>
internal sealed class DeskMistakeReports([FromKeyedServices(Database.Desk)] Database desk)
{
    private const int IdLength = 36;

    private const string Columns =
        "SELECT Id, CertificateId, InstitutionId, Item, TextCipher, KeyId, At, AnswerCipher, AnswerKeyId, AnsweredAt FROM "
            + "desk.MistakeReport";

    private const string SelectByCertificates = Columns + " WHERE CertificateId IN @certificateIds ORDER BY Id DESC";

    private const string SelectOne = Columns + " WHERE Id = @id AND (@institutionId IS NULL OR InstitutionId = @institutionId)";

    private const string SelectMany =
        Columns + " WHERE (@institutionId IS NULL OR InstitutionId = @institutionId) AND (@before IS NULL OR Id < @before)";

    private const string NewestFirst = " ORDER BY Id DESC";
    private const string SelectAll = SelectMany + NewestFirst;
    private const string SelectOpen = SelectMany + " AND AnsweredAt IS NULL" + NewestFirst;
    private const string SelectAnswered = SelectMany + " AND AnsweredAt IS NOT NULL" + NewestFirst;

    private const string Insert = """
        INSERT INTO desk.MistakeReport (Id, CertificateId, InstitutionId, Item, TextCipher, KeyId, At)
        SELECT @id, @CertificateId, @InstitutionId, @Item, @TextCipher, @KeyId, @At
        WHERE (SELECT COUNT(*) FROM desk.MistakeReport WHERE CertificateId = @CertificateId AND AnsweredAt IS NULL) < @limit
        """;

    private const string CountById = "SELECT COUNT(*) FROM desk.MistakeReport WHERE Id = @id";

    // Of two that answer at once the second finds nothing to update.
    private const string UpdateAnswer = """
        UPDATE desk.MistakeReport
        SET AnswerCipher = @AnswerCipher, AnswerKeyId = @AnswerKeyId, AnsweredAt = @AnsweredAt, AnsweredByKeyId = @AnsweredByKeyId
        WHERE Id = @id AND AnsweredAt IS NULL
        """;

    /// <summary>All reports about some certificates, newest first.</summary>
    public Task<IReadOnlyList<MistakeReportRecord>> ListAsync(IReadOnlyCollection<long> certificateIds,
        CancellationToken cancellationToken) =>
        desk.QueryAsync<MistakeReportRecord>(SelectByCertificates, new { certificateIds }, cancellationToken);

    /// <summary>Reports to one institution, or to all, newest first, those before <paramref name="before"/>.</summary>
    public async Task<IReadOnlyList<MistakeReportRecord>> ListAsync(
        long? institutionId, bool? isAnswered, string? before, int limit, CancellationToken cancellationToken)
    {
        var statement = isAnswered switch { null => SelectAll, false => SelectOpen, true => SelectAnswered };
        try
        {
            return await desk.QueryAsync<MistakeReportRecord>(
                statement + desk.Dialect.FirstRows, new { institutionId, before = Ansi.Of(before, IdLength), limit }, cancellationToken);
        }
        catch (DbException fault) when (MissingTable.IsToldBy(fault))
        {
            return [];
        }
    }

    /// <summary>A report, if it is to <paramref name="institutionId"/>; null asks for any.</summary>
    public async Task<MistakeReportRecord?> FindAsync(string id, long? institutionId, CancellationToken cancellationToken)
    {
        try
        {
            return await desk.FindAsync<MistakeReportRecord>(SelectOne, new { id = Ansi.Of(id, IdLength), institutionId },
                cancellationToken);
        }
        catch (DbException fault) when (MissingTable.IsToldBy(fault))
        {
            return null;
        }
    }

    /// <summary>Keeps a report; false when as many about this certificate are open as may be.</summary>
    public Task<bool> InsertAsync(NewMistakeReportRecord report, int limit, CancellationToken cancellationToken) => desk.WriteAsync(
        async write =>
        {
            await DeskTurn.TakeAsync(write, report.CertificateId, cancellationToken);
            return await write.ExecuteAsync(
                Insert,
                new
                {
                    id = Ansi.Of(report.Id, IdLength),
                    report.CertificateId,
                    report.InstitutionId,
                    report.Item,
                    report.TextCipher,
                    report.KeyId,
                    report.At,
                    limit,
                },
                cancellationToken) == 1;
        },
        async write => await write.ScalarAsync<long>(CountById, new { id = Ansi.Of(report.Id, IdLength) }, cancellationToken) > 0
            ? Found<bool>.There(true)
            : default,
        cancellationToken);

    /// <summary>Keeps the answer to a report; false when it was answered before.</summary>
    public async Task<bool> AnswerAsync(MistakeAnswerRecord answer, CancellationToken cancellationToken) => await desk.ExecuteAsync(
        UpdateAnswer,
        new { id = Ansi.Of(answer.Id, IdLength), answer.AnswerCipher, answer.AnswerKeyId, answer.AnsweredAt, answer.AnsweredByKeyId },
        cancellationToken) == 1;
}
