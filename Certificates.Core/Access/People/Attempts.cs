using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Certificates.Core.Access.People;

/// <summary>
/// Every attempt to sign in is on record, whichever way; of those that are not even tried, and of strangers whom a provider sends back, as
/// many as one block may write a minute. The limits count an address block's own failures, so that nobody can lock another out.
/// </summary>
internal sealed class Attempts(SignInStore records, TimeProvider clock)
{
    private const string TooMany = "rate_limited";
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>True while one must wait.</summary>
    public async Task<bool> AreTooManyAsync(string login, long? accountId, IPAddress? address, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (ofBlock, ofLogin) = await records.CountFailedAsync(
            AddressBlock.Of(address).ToString(), HashOf(login), now - Hour, now - Lately, cancellationToken);
        var areTooMany = ofLogin >= SignIns.FailuresOfLogin || ofBlock >= SignIns.FailuresOfBlock;
        if (areTooMany)
        {
            await NoteSomeAsync(login, accountId, address, TooMany, cancellationToken);
        }

        return areTooMany;
    }

    /// <summary>Keeps one.</summary>
    public Task NoteAsync(string login, long? accountId, IPAddress? address, string outcome, CancellationToken cancellationToken) =>
        records.AppendAsync(Record(login, accountId, address, outcome), cancellationToken);

    /// <summary>Keeps one of what costs whoever tries nothing: nobody fills the register with it.</summary>
    public Task NoteSomeAsync(string login, long? accountId, IPAddress? address, string outcome, CancellationToken cancellationToken) =>
        records.AppendSomeAsync(
            Record(login, accountId, address, outcome), clock.GetUtcNow() - Minute, SignIns.UntriedOfBlock, cancellationToken);

    private SignInRecord Record(string login, long? accountId, IPAddress? address, string outcome) => new()
    {
        At = clock.GetUtcNow(),
        Block = AddressBlock.Of(address).ToString(),
        LoginHash = HashOf(login),
        AccountId = accountId,
        Outcome = outcome,
    };

    private static byte[] HashOf(string login) => SHA256.HashData(Encoding.UTF8.GetBytes(login));
}
