using System.Text;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Copies;

/// <summary>
/// What holders order of their certificates. The site, which asks for them here, can sign none of it: it leaves the order at its desk, and
/// the issuing service puts there what it signed.
/// </summary>
public sealed class CopyOrders
{
    /// <summary>How long a credential is offered after it was ordered; it is good for longer.</summary>
    public static readonly TimeSpan Offered = TimeSpan.FromDays(1);

    /// <summary>Longest life of a copy, in days, today among them.</summary>
    public const int MaxDays = 90;

    /// <summary>Most live copies of one certificate.</summary>
    public const int MaxLive = 3;

    private const int OneOffered = 1;
    private readonly DeskOrders _store;
    private readonly Holders _holders;
    private readonly DataCipher _documents;
    private readonly TimeProvider _clock;

    internal CopyOrders(
        DeskOrders store, Holders holders, [FromKeyedServices(SecretKeyPurpose.Document)] DataCipher documents, TimeProvider clock) =>
        (_store, _holders, _documents, _clock) = (store, holders, documents, clock);

    /// <summary>Orders the open credential of one of the holder's certificates; one that is offered already is not made again.</summary>
    /// <returns>
    /// The id of the order, or of none where one was there; or <c>session_ended</c>, <c>certificate_not_found</c>,
    /// <c>certificate_not_in_force</c>.
    /// </returns>
    public async Task<Result<Guid>> OrderCredentialAsync(HolderReference holder, string? number, CancellationToken cancellationToken)
    {
        if (!(await _holders.OwnAsync(holder, number, cancellationToken)).TryGet(out var version, out var refusals))
        {
            return refusals;
        }

        if (!IsInForce(version))
        {
            return new Refusal(RefusalCode.CertificateNotInForce);
        }

        var order = Of(version, CopyKind.Credential, Offered);
        await _store.InsertAsync(order, OneOffered, cancellationToken);
        return Guid.Parse(order.Id);
    }

    /// <summary>Orders an annotated copy of one of the holder's certificates.</summary>
    /// <param name="holder">Who asks.</param>
    /// <param name="number">The certificate.</param>
    /// <param name="purpose">A code of <see cref="CopyPurpose"/>.</param>
    /// <param name="written">What the holder adds, see <see cref="CopyWords"/>; needed where the purpose is another one.</param>
    /// <param name="days">How long it is good, 1–90, today among them.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>
    /// The id of the order; or <c>copy_purpose_unknown</c>, <c>copy_words_invalid</c>, <c>days_out_of_range</c>, <c>session_ended</c>,
    /// <c>certificate_not_found</c>, <c>certificate_not_in_force</c>, <c>copies_used_up</c>.
    /// </returns>
    public async Task<Result<Guid>> OrderCopyAsync(
        HolderReference holder, string? number, string? purpose, string? written, int days, CancellationToken cancellationToken)
    {
        if (Judge(purpose, written, days) is { } refusal)
        {
            return refusal;
        }

        if (!(await _holders.OwnAsync(holder, number, cancellationToken)).TryGet(out var version, out var refusals))
        {
            return refusals;
        }

        if (!IsInForce(version))
        {
            return new Refusal(RefusalCode.CertificateNotInForce);
        }

        var order = Of(version, CopyKind.Copy, TimeSpan.Zero);
        var words = written?.Trim() ?? "";
        order = order with
        {
            EndsAt = ChinaTime.StartOf(ChinaTime.DayOf(order.OrderedAt).AddDays(days)),
            Purpose = purpose,
            WordsCipher = words.Length == 0 ? null : _documents.Encrypt(Encoding.UTF8.GetBytes(words), Places.CopyWords(order.Id)),
            WordsKeyId = words.Length == 0 ? null : _documents.KeyId,
        };
        return await _store.InsertAsync(order, MaxLive, cancellationToken)
            ? Guid.Parse(order.Id)
            : new Refusal(RefusalCode.CopiesUsedUp);
    }

    /// <summary>The last day of something that ends at an instant, China Standard Time.</summary>
    internal static DateOnly LastDayOf(DateTimeOffset endsAt) => ChinaTime.DayOf(endsAt.AddTicks(-1));

    /// <summary>All orders about the holder's certificates that have not ended, newest first; or <c>session_ended</c>.</summary>
    public async Task<Result<IReadOnlyList<CopyOrder>>> ListAsync(HolderReference holder, CancellationToken cancellationToken)
    {
        if (!(await _holders.OwnAsync(holder, cancellationToken)).TryGet(out var own, out var refusals))
        {
            return refusals;
        }

        var versions = own.ToDictionary(version => version.CertificateId);
        return (await _store.ListAsync(versions.Keys, _clock.GetUtcNow(), cancellationToken))
            .Where(order => order.Kind != CopyKind.Credential.Code() || order.Version == versions[order.CertificateId].Version)
            .Select(order => Read(order, versions[order.CertificateId].Number)).ToList();
    }

    /// <summary>What was signed for one of the holder's orders; or <c>session_ended</c>, <c>certificate_not_found</c>.</summary>
    public async Task<Result<OrderedFile>> FetchAsync(HolderReference holder, Guid id, CancellationToken cancellationToken)
    {
        if (!(await _holders.OwnAsync(holder, cancellationToken)).TryGet(out var own, out var refusals))
        {
            return refusals;
        }

        var numbers = own.ToDictionary(version => version.CertificateId, version => version.Number);
        return await _store.BodyAsync(id.ToString(), numbers.Keys, _clock.GetUtcNow(), cancellationToken) is { } body
            ? new OrderedFile(
                numbers[body.CertificateId],
                CopyKinds.Of(body.Kind),
                _documents.Decrypt(body.BodyCipher, body.BodyKeyId, Places.CopyBody(body.Id)))
            : new Refusal(RefusalCode.CertificateNotFound);
    }

    /// <summary>Whether there is nothing to wait for: the order was answered, or there is none.</summary>
    public async Task<bool> IsAnsweredAsync(Guid id, CancellationToken cancellationToken) =>
        await _store.FindAsync(id.ToString(), cancellationToken) is not { AnsweredAt: null };

    private static bool IsInForce(VersionRecord version) =>
        version is { Status: CertificateStatus.Valid, IsPublic: true, DocumentId: not null, IsDoubted: false };

    private static Refusal? Judge(string? purpose, string? written, int days) =>
        !CopyPurposes.TryParse(purpose, out var known) ? new Refusal(RefusalCode.CopyPurposeUnknown, "purpose")
        : !CopyWords.TryParse(written, out var words) || (known == CopyPurpose.Other && words.Value.Length == 0)
            ? new Refusal(RefusalCode.CopyWordsInvalid, "words")
        : days is < 1 or > MaxDays
            ? new Refusal(RefusalCode.DaysOutOfRange, "days", $"A copy is good for 1 to {MaxDays} days.", $"有效天数应为 1 至 {MaxDays} 的整数。")
        : null;

    private CopyOrder Read(OrderRecord order, string number) => new(
        Guid.Parse(order.Id),
        number,
        CopyKinds.Of(order.Kind),
        order.AnsweredAt is null ? CopyOrderState.Waiting : order.Refusal is null ? CopyOrderState.Ready : CopyOrderState.Refused,
        order.EndsAt)
    {
        Purpose = CopyPurposes.TryParse(order.Purpose, out var purpose) ? purpose : null,
        Words = order.Words(_documents),
        Refusal = order.Refusal,
    };

    private OrderRecord Of(VersionRecord version, CopyKind kind, TimeSpan life)
    {
        var now = _clock.GetUtcNow();
        return new OrderRecord
        {
            Id = Guid.CreateVersion7(now).ToString(),
            CertificateId = version.CertificateId,
            Version = version.Version,
            Kind = kind.Code(),
            OrderedAt = now,
            EndsAt = now + life,
        };
    }
}
