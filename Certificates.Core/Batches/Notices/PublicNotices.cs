using System.Globalization;
using System.Security.Cryptography;
using Certificates.Core.Access;
using Certificates.Core.Catalogue;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Style;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Batches.Notices;

/// <summary>
/// Lists of batches whose publicity period (公示期) runs, at addresses that nobody guesses. What is shown is read anew each time: a row that
/// is held back or rejected is gone at once, and the list with the minute the period ends.
/// </summary>
public sealed class PublicNotices
{
    /// <summary>Where the pages are.</summary>
    public const string Path = "/notice";

    /// <summary>People a page.</summary>
    public const int RowsAPage = 500;

    private const int CodeLength = 32;
    private readonly NoticeStore _store;
    private readonly CatalogueReader _catalogue;
    private readonly IGlyphCoverage _glyphs;
    private readonly DataCipher _identity;
    private readonly TimeProvider _clock;

    internal PublicNotices(
        NoticeStore store,
        CatalogueReader catalogue,
        IGlyphCoverage glyphs,
        [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
        TimeProvider clock) =>
        (_store, _catalogue, _glyphs, _identity, _clock) = (store, catalogue, glyphs, identity, clock);

    /// <summary>The address of a batch's list, made with the first call; the same from then on.</summary>
    /// <returns>It; or <c>not_found</c>, or <c>no_publicity</c> while no period runs.</returns>
    public async Task<Result<NoticeAddress>> AddressAsync(Guid batchId, ApiKey actor, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(batchId.ToString(), actor.InstitutionId, cancellationToken) is not { } batch)
        {
            return new Refusal(RefusalCode.NotFound);
        }

        if (EndOf(batch) is not { } until)
        {
            return new Refusal(RefusalCode.NoPublicity);
        }

        var code = batch.NoticeCode ?? await _store.KeepAsync(
            batch.Id, RandomNumberGenerator.GetHexString(CodeLength, lowercase: true), cancellationToken);
        return new NoticeAddress($"{Path}/{code}", until);
    }

    /// <summary>A part of a list by the code of its address.</summary>
    /// <param name="code">The code.</param>
    /// <param name="after">The <c>next</c> of the part before.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>It; or <c>not_found</c>, or <c>publicity_ended</c>.</returns>
    public async Task<Result<PublicNotice>> FindAsync(string code, string? after, CancellationToken cancellationToken)
    {
        if (code.Length != CodeLength || await _store.FindByCodeAsync(code, cancellationToken) is not { } batch)
        {
            return new Refusal(RefusalCode.NotFound);
        }

        if (EndOf(batch) is not { } until)
        {
            return new Refusal(RefusalCode.PublicityEnded);
        }

        var behind = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;
        var lists = await _catalogue.ReadAsync(cancellationToken);
        var rows = await _store.RowsAsync(batch.Id, behind, RowsAPage, cancellationToken);
        var judge = new RowJudge(
            ResultsForm.Of(batch.Kind), lists, batch.InstitutionCode, ChinaTime.DayOf(batch.ReceivedAt), _glyphs, photos: null);
        var institution = lists.FindInstitution(batch.InstitutionCode, _clock.Today());
        return new PublicNotice(
            batch.Kind,
            institution?.Name ?? batch.InstitutionCode,
            institution?.Contact ?? "",
            until,
            [.. rows.Select(each => Row(each, judge)).OfType<NoticeRow>()],
            rows.Count == RowsAPage ? rows[^1].Row.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>When the period ends that runs now; null when none does.</summary>
    private DateTimeOffset? EndOf(NoticeBatch batch) =>
        batch.Status == BatchStatus.Issuing && batch.PublicUntil > _clock.GetUtcNow() ? batch.PublicUntil : null;

    /// <summary>Null for a row that would be refused now, because rights have changed.</summary>
    private NoticeRow? Row(NoticeRowRecord row, RowJudge judge)
    {
        var sent = SentRow.FromUtf8Json(_identity.Decrypt(row.SentCipher, row.KeyId, Places.Sent(row.BatchId, row.Row)));
        return judge.Judge(sent.Without(ResultsColumn.Photo)).Result is { } result
            ? new NoticeRow(
                (int)row.Row, MaskedName.Of(result.Holder.Name.Value), result.Occupation.Name, result.Direction?.Name, result.Grade)
            : null;
    }
}
