using Certificates.Core.Access;
using Certificates.Core.Register;

namespace Certificates.Core.Reports;

/// <summary>
/// What holders report as wrong on their certificates: an institution reads and answers what is about its own, authority and auditor read
/// all. They stand at the verification site's desk; while that is away, nothing here answers and everything else goes on.
/// </summary>
public sealed class ReportedMistakes
{
    private readonly DeskMistakeReports _store;
    private readonly MistakeReportCipher _cipher;
    private readonly NumberReader _numbers;
    private readonly TimeProvider _clock;

    internal ReportedMistakes(DeskMistakeReports store, MistakeReportCipher cipher, NumberReader numbers, TimeProvider clock) =>
        (_store, _cipher, _numbers, _clock) = (store, cipher, numbers, clock);

    /// <summary>Reports the reader may see, newest first.</summary>
    /// <param name="reader">Who asks.</param>
    /// <param name="isAnswered">Only those that are answered, or only those that are not; null is both.</param>
    /// <param name="after">The <c>next</c> of the part before.</param>
    /// <param name="limit">Most items.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Page<MistakeReport>> ListAsync(
        ApiKey reader, bool? isAnswered, string? after, int limit, CancellationToken cancellationToken)
    {
        var before = Guid.TryParse(after, out var id) ? id.ToString() : null;
        var records = await _store.ListAsync(reader.InstitutionId, isAnswered, before, limit, cancellationToken);
        return new Page<MistakeReport>(await ReadAsync(records, cancellationToken), records.Count == limit ? records[^1].Id : null);
    }

    /// <summary>Answers a report, once; the holder reads the answer beside it.</summary>
    /// <returns>The report with its answer; or <c>not_found</c>, <c>report_answered</c>, <c>report_text_invalid</c>.</returns>
    public async Task<Result<MistakeReport>> AnswerAsync(Guid id, ApiKey by, string? answer, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, by, cancellationToken) is not { } report)
        {
            return new Refusal(RefusalCode.NotFound);
        }

        if (!report.IsOpen)
        {
            return Answered;
        }

        if (!ReportText.TryParse(answer, "answer", out var text, out var refusal))
        {
            return refusal;
        }

        var kept = _cipher.Answer(id.ToString(), text, _clock.GetUtcNow(), by.Id);
        return await _store.AnswerAsync(kept, cancellationToken) ? (await FindAsync(id, by, cancellationToken))! : Answered;
    }

    private static Refusal Answered => new(RefusalCode.ReportAnswered);

    /// <summary>A report; null when there is none, or it is about another institution's certificate.</summary>
    public async Task<MistakeReport?> FindAsync(Guid id, ApiKey reader, CancellationToken cancellationToken)
    {
        var record = await _store.FindAsync(id.ToString(), reader.InstitutionId, cancellationToken);
        return record is not null && await ReadAsync([record], cancellationToken) is [var report] ? report : null;
    }

    /// <summary>Leaves out what is about certificates that a register restored from an older copy does not know.</summary>
    private async Task<IReadOnlyList<MistakeReport>> ReadAsync(IReadOnlyList<MistakeReportRecord> records,
        CancellationToken cancellationToken)
    {
        var names = await _numbers.NamesAsync([.. records.Select(record => record.CertificateId).Distinct()], cancellationToken);
        return
        [
            .. records.Where(record => names.ContainsKey(record.CertificateId))
                .Select(record => _cipher.Read(record, names[record.CertificateId].Number, names[record.CertificateId].InstitutionCode)),
        ];
    }
}
