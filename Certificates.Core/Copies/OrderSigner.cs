using System.Data.Common;
using System.Text;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.StatusLists;
using Certificates.Core.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Copies;

/// <summary>
/// Signs what holders ordered, by the key of copies. The order only says of which version: what is signed is read out of the register, as it
/// was sealed.
/// </summary>
public sealed partial class OrderSigner
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly DeskOrders _orders;
    private readonly CertificateReader _certificates;
    private readonly CredentialListSigner _lists;
    private readonly KeyRing _keys;
    private readonly DidWeb _issuer;
    private readonly DataCipher _documents;
    private readonly TimeProvider _clock;
    private readonly ILogger<OrderSigner> _log;

    internal OrderSigner(
        DeskOrders orders, CertificateReader certificates, CredentialListSigner lists, KeyRing keys, DidWeb issuer,
        [FromKeyedServices(SecretKeyPurpose.Document)] DataCipher documents, TimeProvider clock, ILogger<OrderSigner> log)
    {
        (_orders, _certificates, _lists, _keys, _issuer) = (orders, certificates, lists, keys, issuer);
        (_documents, _clock, _log) = (documents, clock, log);
    }

    /// <summary>Why an order could not be answered last; null while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Runs until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await TryAsync(() => SignAsync(cancellationToken), cancellationToken);
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
                async () => await _orders.AnswerAsync(await AnswerAsync(order, cancellationToken), cancellationToken), cancellationToken);
        }

        Fault = failed ? Fault : null;
    }

    private async Task<OrderAnswer> AnswerAsync(OrderRecord order, CancellationToken cancellationToken)
    {
        var versions = await _certificates.ByIdsAsync([order.CertificateId], cancellationToken);
        var now = _clock.GetUtcNow();
        if (versions.FirstOrDefault(version => version.Version == order.Version) is not { IsPublic: true, DocumentId: not null } meant
            || versions.Any(version => version.IsDoubted)
            || meant.Version != meant.CurrentVersion || meant.Status != CertificateStatus.Valid)
        {
            return new OrderAnswer { Id = order.Id, AnsweredAt = now, Refusal = RefusalCode.CertificateNotInForce.ToString() };
        }

        var place = await _lists.PlaceAsync(meant.CertificateId, meant.Version, cancellationToken);
        var credential = OpenCredential.Of(meant, Guid.Parse(order.Id), place, _issuer);
        var jwt = VcJwt.Sign(credential, _keys.InForce(KeyPurpose.Copy), _issuer, now);
        return new OrderAnswer
        {
            Id = order.Id,
            AnsweredAt = now,
            BodyCipher = _documents.Encrypt(Encoding.ASCII.GetBytes(jwt), Places.CopyBody(order.Id)),
            BodyKeyId = _documents.KeyId,
        };
    }

    private async Task<bool> TryAsync(Func<Task> work, CancellationToken cancellationToken)
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
            if (Fault != fault.Message)
            {
                LogUnanswered(fault is DbException or KeyNotInForceException ? LogLevel.Warning : LogLevel.Error, fault);
            }

            Fault = fault.Message;
            return false;
        }
    }

    [LoggerMessage("What a holder ordered could not be signed, and is tried again each second.")]
    private partial void LogUnanswered(LogLevel level, Exception fault);
}
