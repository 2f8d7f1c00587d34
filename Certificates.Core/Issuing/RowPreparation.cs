using Certificates.Core.Batches;
using Certificates.Core.Catalogue;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register.Clock;
using Certificates.Core.Register.Making;
using Certificates.Core.Register.Making.Lints;
using Certificates.Core.Style;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Issuing;

/// <summary>
/// Step 3: builds the certificates of pending rows with the institution's right on the assessment date, and lints them. A row was judged
/// when its file came in; it is judged again because rights may have changed while its batch waited.
/// </summary>
internal sealed class RowPreparation(
    CatalogueReader catalogue,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
    IGlyphCoverage glyphs,
    IEnumerable<ICertificateLint> lints,
    RegisterClock registerClock,
    TimeProvider clock)
{
    private readonly ICertificateLint[] _lints = [.. lints];

    /// <summary>Each row prepared or refused; a refusal costs no number, for it comes before one is taken.</summary>
    public async Task<IReadOnlyList<PreparedRow>> PrepareAsync(ClaimedRows claimed, CancellationToken cancellationToken)
    {
        var prepared = new List<PreparedRow>(claimed.Fresh.Count);
        if (claimed.Fresh.Count > 0)
        {
            var lists = await catalogue.ReadAsync(cancellationToken);
            foreach (var row in claimed.Fresh)
            {
                var batch = claimed.BatchOf(row);
                claimed.TryRead(row, () =>
                {
                    if (Prepare(row, batch, lists) is { } outcome)
                    {
                        prepared.Add(new PreparedRow(row, batch, outcome));
                    }
                    else
                    {
                        claimed.Early.Add(row.Id);
                    }
                });
            }
        }

        RowReasons.CountRejected(prepared.SelectMany(row => row.Outcome.Refusals ?? Enumerable.Empty<Refusal>())
            .CountBy(refusal => refusal.Code.Code));
        return prepared;
    }

    /// <summary>Null while its day has not come: what was no future when it was received is never refused as future.</summary>
    private Result<PreparedCertificate>? Prepare(BatchRowRecord row, BatchRecord batch, CatalogueSnapshot lists)
    {
        var sent = SentRow.FromUtf8Json(
            identity.Decrypt(row.SentCipher, row.KeyId, Places.Sent(row.BatchId, row.Row)));
        var arrivedOn = ChinaTime.DayOf(batch.ReceivedAt);

        // The photo was judged when the file was received, and lies in the register since.
        var judge = new RowJudge(batch.Form, lists, batch.InstitutionCode, arrivedOn, glyphs, photos: null);
        var judged = judge.Judge(sent.Without(ResultsColumn.Photo));
        if (judged is not { Outcome: RowOutcome.Pending, Result: { } result })
        {
            return judged.Reasons[0];
        }

        if (clock.Today() is var today && (result.AssessedOn > today || registerClock.DayReceived(batch.ReceivedAt) > today))
        {
            return null;
        }

        return lists.FindInstitution(batch.InstitutionCode, result.AssessedOn) is { } institution
            ? PreparedCertificate.Prepare(result.Draft(batch.Kind, institution, clock.Today()), _lints)
            : new Refusal(RefusalCode.InstitutionNotAuthorised, "assessedOn",
                "The institution was not in the directory on the assessment date.",
                "考核当日机构不在名录内，请联系主管部门。");
    }
}

/// <summary>A pending row with its certificate prepared, or refused.</summary>
/// <param name="Source">The row as stored.</param>
/// <param name="Batch">Its batch.</param>
/// <param name="Outcome">The certificate, or why there is none.</param>
internal sealed record PreparedRow(BatchRowRecord Source, BatchRecord Batch, Result<PreparedCertificate> Outcome)
{
    /// <summary>The same row for another try, after the first was rolled back.</summary>
    public PreparedRow Again() => Outcome.TryGet(out var prepared, out _) ? this with { Outcome = prepared.Again() } : this;
}
