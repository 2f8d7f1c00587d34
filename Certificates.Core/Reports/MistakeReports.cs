using Certificates.Core.Catalogue;
using Certificates.Core.Register;

namespace Certificates.Core.Reports;

/// <summary>
/// What holders report as wrong on their certificates. The institution that issued one reads it and answers; nobody else's is shown.
/// </summary>
public sealed class MistakeReports
{
    /// <summary>Reports about one certificate that may wait for an answer at a time.</summary>
    public const int MaxOpen = 3;

    private readonly DeskMistakeReports _store;
    private readonly MistakeReportCipher _cipher;
    private readonly Holders _holders;
    private readonly CatalogueReader _catalogue;
    private readonly TimeProvider _clock;

    internal MistakeReports(
        DeskMistakeReports store, MistakeReportCipher cipher, Holders holders, CatalogueReader catalogue, TimeProvider clock) =>
        (_store, _cipher, _holders, _catalogue, _clock) = (store, cipher, holders, catalogue, clock);

    /// <summary>Sends a report about one of the holder's certificates to the institution that issued it.</summary>
    /// <param name="holder">Who reports.</param>
    /// <param name="number">The certificate.</param>
    /// <param name="item">A code of <see cref="MistakeItem"/>.</param>
    /// <param name="written">What it should say; see <see cref="ReportText"/>.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>
    /// The number of the certificate; or <c>report_item_unknown</c>, <c>report_text_invalid</c>, <c>session_ended</c>,
    /// <c>certificate_not_found</c>, <c>too_many_reports</c>.
    /// </returns>
    public async Task<Result<string>> SendAsync(
        HolderReference holder, string? number, string? item, string? written, CancellationToken cancellationToken)
    {
        if (!MistakeItems.TryParse(item, out var wrong))
        {
            return new Refusal(RefusalCode.ReportItemUnknown, "item",
                "Say which item is wrong: name, id_document, photo or other.",
                "请说明哪一项有误：name、id_document、photo 或 other。");
        }

        if (!ReportText.TryParse(written, "text", out var text, out var fault))
        {
            return fault;
        }

        if (!(await _holders.OwnAsync(holder, number, cancellationToken)).TryGet(out var version, out var refusals))
        {
            return refusals;
        }

        var kept = _cipher.Keep(version.CertificateId, version.InstitutionId, wrong.Value, text, _clock.GetUtcNow());
        return await _store.InsertAsync(kept, MaxOpen, cancellationToken)
            ? version.Number
            : new Refusal(RefusalCode.TooManyReports, null,
                $"{MaxOpen} reports about this certificate wait for an answer already.",
                $"这份证书已有 {MaxOpen} 份报告等待答复，请等机构答复后再报告。");
    }

    /// <summary>What was reported about each of the holder's certificates, and where else to turn to; or <c>session_ended</c>.</summary>
    public async Task<Result<IReadOnlyList<CertificateReports>>> ListAsync(HolderReference holder, CancellationToken cancellationToken)
    {
        if (!(await _holders.OwnAsync(holder, cancellationToken)).TryGet(out var own, out var refusals))
        {
            return refusals;
        }

        var reports = (await _store.ListAsync([.. own.Select(version => version.CertificateId)], cancellationToken))
            .ToLookup(kept => kept.CertificateId);
        var contacts = await _catalogue.ContactsAsync(
            [.. own.Select(version => version.InstitutionId).Distinct()], ChinaTime.DayOf(_clock.GetUtcNow()), cancellationToken);
        return own.Select(version => new CertificateReports(
            version.Number,
            contacts.GetValueOrDefault(version.InstitutionId, ""),
            [.. reports[version.CertificateId].Select(kept => _cipher.Read(kept, version.Number, version.InstitutionCode))])).ToList();
    }
}

/// <summary>What a holder reported about a certificate.</summary>
/// <param name="Number">The certificate.</param>
/// <param name="Contact">How its institution is reached today; may be empty.</param>
/// <param name="Reports">Newest first.</param>
public sealed record CertificateReports(string Number, string Contact, IReadOnlyList<MistakeReport> Reports);
