using Certificates.Core.Batches;
using Certificates.Core.Catalogue;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register.Making;
using Certificates.Core.Register.Making.Lints;
using Certificates.Core.Style;

namespace Certificates.Core.Issuing;

/// <summary>Step 3: builds the certificate of a pending row with the institution's right on the assessment date, and lints it.</summary>
internal sealed class RowPreparation(DataCipher identity, IGlyphCoverage glyphs, IEnumerable<ICertificateLint> lints, TimeProvider clock)
{
    private readonly ICertificateLint[] _lints = [.. lints];

    /// <summary>A refusal costs no number: it comes before one is taken.</summary>
    public Result<PreparedCertificate> Prepare(BatchRowRecord row, BatchRecord batch, CatalogueSnapshot catalogue)
    {
        var sent = SentRow.FromUtf8Json(
            identity.Decrypt(row.SentCipher, row.KeyId, Places.Sent(row.BatchId, row.Row)));
        var arrivedOn = ChinaTime.DayOf(batch.ReceivedAt);

        // The photo was judged when the file was received, and lies in the register since.
        var judge = new RowJudge(batch.FormOf(), catalogue, batch.InstitutionCode, arrivedOn, glyphs, photos: null);
        var judged = judge.Judge(sent.Without(ResultsColumn.Photo));
        if (judged is not { Outcome: RowOutcome.Pending, Result: { } result })
        {
            return judged.Reasons[0];
        }

        return catalogue.FindInstitution(batch.InstitutionCode, result.AssessedOn) is { } institution
            ? PreparedCertificate.Prepare(Draft(result, institution, batch.KindOf()), _lints)
            : new Refusal("institution_not_authorised", "assessedOn", "The institution was not in the directory on the assessment date.");
    }

    private CertificateDraft Draft(AssessmentResult result, Institution institution, CertificateKind kind) => new()
    {
        Kind = kind,
        Institution = institution,
        Holder = result.Holder,
        Occupation = result.Occupation,
        Direction = result.Direction,
        Grade = result.Grade,
        AssessedOn = result.AssessedOn,
        RestsOn = result.RestsOn,
        Earlier = result.Earlier,
        Today = clock.Today(),
    };
}
