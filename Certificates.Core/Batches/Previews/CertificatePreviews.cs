using Certificates.Core.Catalogue;
using Certificates.Core.Intake;
using Certificates.Core.Register.Making;
using Certificates.Core.Register.Making.Lints;

namespace Certificates.Core.Batches.Previews;

/// <summary>One certificate of a file as it will look. The file is judged as for a dry run, and nothing of it is kept.</summary>
public sealed class CertificatePreviews
{
    private readonly BatchReceiver _receiver;
    private readonly CatalogueReader _catalogue;
    private readonly IEnumerable<ICertificateLint> _lints;
    private readonly SpecimenBook _specimens;
    private readonly TimeProvider _clock;

    internal CertificatePreviews(
        BatchReceiver receiver,
        CatalogueReader catalogue,
        IEnumerable<ICertificateLint> lints,
        SpecimenBook specimens,
        TimeProvider clock) =>
        (_receiver, _catalogue, _lints, _specimens, _clock) = (receiver, catalogue, lints, specimens, clock);

    /// <summary>The certificate of a row as a PDF: marked as a specimen, without a number, unsigned.</summary>
    /// <param name="submission">The results.</param>
    /// <param name="row">The person in the file, from 1; null is the first that may be issued.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The file; or <c>row_not_issuable</c>, or why the file is refused as a whole.</returns>
    public async Task<Result<CertificatePreview>> OfAsync(Submission submission, int? row, CancellationToken cancellationToken)
    {
        if (!(await _receiver.JudgeAsync(submission, cancellationToken)).TryGet(out var judged, out var refusals))
        {
            return refusals;
        }

        using (judged)
        {
            var found = judged.Rows().FirstOrDefault(each => row is null ? each.Outcome == RowOutcome.Pending : each.Row == row);
            if (found is null || judged.ResultOf(found) is not { } result)
            {
                return new Refusal(RefusalCode.RowNotIssuable, "row");
            }

            var lists = await _catalogue.ReadAsync(cancellationToken);
            var institution = lists.FindInstitution(judged.Batch.InstitutionCode, result.AssessedOn)!;
            var draft = result.Draft(judged.Batch.Kind, institution, _clock.Today());
            return PreparedCertificate.Prepare(draft, _lints).TryGet(out var prepared, out refusals)
                ? new CertificatePreview((int)found.Row, _specimens.Compose(prepared, result.Photo))
                : refusals;
        }
    }
}

/// <summary>A certificate as it will look.</summary>
/// <param name="Row">The person in the file.</param>
/// <param name="Pdf">The file.</param>
public sealed record CertificatePreview(int Row, ReadOnlyMemory<byte> Pdf);
