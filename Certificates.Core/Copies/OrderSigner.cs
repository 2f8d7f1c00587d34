using System.Data.Common;
using System.Text;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.StatusLists;
using Certificates.Core.Signing;
using Certificates.Core.Style;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Copies;

/// <summary>
/// Signs what holders ordered, by the key of copies. The order only says of which version, and what a copy says of itself: all else is read
/// out of the register, as it was sealed.
/// </summary>
public sealed partial class OrderSigner
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly DeskOrders _orders;
    private readonly CertificateReader _certificates;
    private readonly CredentialListSigner _lists;
    private readonly CopyMaker _copies;
    private readonly IGlyphCoverage _glyphs;
    private readonly KeyRing _keys;
    private readonly DidWeb _issuer;
    private readonly DataCipher _documents;
    private readonly TimeProvider _clock;
    private readonly ILogger<OrderSigner> _log;
    private string? _told;

    internal OrderSigner(
        DeskOrders orders, CertificateReader certificates, CredentialListSigner lists, CopyMaker copies, IGlyphCoverage glyphs,
        KeyRing keys, DidWeb issuer, [FromKeyedServices(SecretKeyPurpose.Document)] DataCipher documents, TimeProvider clock,
        ILogger<OrderSigner> log)
    {
        (_orders, _certificates, _lists, _copies, _glyphs) = (orders, certificates, lists, copies, glyphs);
        (_keys, _issuer, _documents, _clock, _log) = (keys, issuer, documents, clock, log);
    }

    /// <summary>Why an order could not be answered last; null while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Runs until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await TryAsync(() => SignAsync(cancellationToken), isDesk: true, cancellationToken);
            await Task.Delay(Pause, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Answers what is open. What fails is tried again the next time, and keeps nothing behind it from its turn.</summary>
    public async Task SignAsync(CancellationToken cancellationToken)
    {
        var failed = false;
        foreach (var order in await _orders.OpenAsync(_clock.GetUtcNow(), AtOnce, cancellationToken))
        {
            failed |= !await TryAsync(
                async () => await _orders.AnswerAsync(await AnswerAsync(order, cancellationToken), cancellationToken),
                isDesk: false, cancellationToken);
        }

        (Fault, _told) = failed ? (Fault, _told) : (null, null);
    }

    private async Task<OrderAnswer> AnswerAsync(OrderRecord order, CancellationToken cancellationToken)
    {
        var versions = await _certificates.ByIdsAsync([order.CertificateId], cancellationToken);
        var now = _clock.GetUtcNow();
        if (versions.FirstOrDefault(version => version.Version == order.Version) is not { IsPublic: true, DocumentId: not null } meant
            || versions.Any(version => version.IsDoubted)
            || meant.Version != meant.CurrentVersion || meant.Status != CertificateStatus.Valid)
        {
            return Refused(order, now, RefusalCode.CertificateNotInForce);
        }

        return order.Kind == CopyKind.Copy.Code()
            ? await CopyAsync(order, meant, now, cancellationToken)
            : await CredentialAsync(order, meant, now, cancellationToken);
    }

    private static OrderAnswer Refused(OrderRecord order, DateTimeOffset at, RefusalCode code) =>
        new() { Id = order.Id, AnsweredAt = at, Refusal = code.Code };

    private async Task<OrderAnswer> CredentialAsync(
        OrderRecord order, VersionRecord meant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var place = await _lists.PlaceAsync(meant.CertificateId, meant.Version, cancellationToken);
        var credential = OpenCredential.Of(meant, Guid.Parse(order.Id), place, _issuer);
        var jwt = VcJwt.Sign(credential, _keys.InForce(KeyPurpose.Copy), _issuer, now);
        return Answered(order, now, Encoding.ASCII.GetBytes(jwt));
    }

    /// <summary>The desk is not believed about words and end: they are held to the rules once more, whoever wrote them there.</summary>
    private async Task<OrderAnswer> CopyAsync(
        OrderRecord order, VersionRecord meant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!CopyPurposes.TryParse(order.Purpose, out var purpose)
            || !CopyWords.TryParse(order.Words(_documents), out var words) || order.EndsAt > now.AddDays(CopyOrders.MaxDays))
        {
            return Refused(order, now, RefusalCode.CopyWordsInvalid);
        }

        if (_glyphs.FirstMissing(words.Value) is not null)
        {
            return Refused(order, now, RefusalCode.GlyphMissing);
        }

        var name = purpose.Value.Words();
        var note = new CopyNote(new Label(name.Chinese, name.English), words.Value, CopyOrders.LastDayOf(order.EndsAt));
        var copy = await _copies.MakeAsync(meant, note, now, cancellationToken);
        return Answered(order, now, copy.File) with { FileHash = copy.FileHash, CodeHash = copy.CodeHash };
    }

    private OrderAnswer Answered(OrderRecord order, DateTimeOffset at, byte[] body) => new()
    {
        Id = order.Id,
        AnsweredAt = at,
        BodyCipher = _documents.Encrypt(body, Places.CopyBody(order.Id)),
        BodyKeyId = _documents.KeyId,
    };

    /// <summary>A desk that cannot be read is the site's to tell of: nothing was ordered as far as anybody here knows.</summary>
    private async Task<bool> TryAsync(Func<Task> work, bool isDesk, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception fault)
        {
            if (_told != fault.Message)
            {
                LogUnanswered(fault is DbException or KeyNotInForceException ? LogLevel.Warning : LogLevel.Error, fault);
            }

            (_told, Fault) = (fault.Message, isDesk && fault is DbException ? Fault : fault.Message);
            return false;
        }
    }

    [LoggerMessage("What holders order could not be signed, and is tried again each second.")]
    private partial void LogUnanswered(LogLevel level, Exception fault);
}
