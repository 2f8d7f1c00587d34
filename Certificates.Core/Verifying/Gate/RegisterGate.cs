using System.Data.Common;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying.Gate;

/// <summary>
/// Nothing is answered out of a register that the site's keys do not fit, that is behind what the site has seen, or that is known to be
/// damaged: a wrong answer is worse than none.
/// </summary>
internal sealed class RegisterGate(
    [FromKeyedServices(SecretKeyPurpose.LookUp)] SecretKey lookUp,
    [FromKeyedServices(SecretKeyPurpose.Document)] SecretKey document,
    SeenRegister seen,
    TimeProvider clock) : IReadGuard
{
    private static readonly TimeSpan DamageLooks = TimeSpan.FromSeconds(5);

    private const string SelectState = """
        SELECT (SELECT COALESCE(MAX(Id), 0) FROM CertificateEvent) AS HighestEvent, (SELECT MAX(At) FROM RecoveryRun) AS RecoveredAt
        """;

    // A recovery begins with the same check.
    private const string SelectDamage = """
        SELECT Damage FROM SelfCheck WHERE Day = (SELECT MAX(Day) FROM SelfCheck WHERE EndedAt IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM RecoveryRun r WHERE r.At > SelfCheck.EndedAt)
        """;

    private volatile bool _keysFit;
    private volatile string? _damage;
    private long _lookedForDamage = long.MinValue;

    /// <inheritdoc/>
    public async Task RequireAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await RequireKeysAsync(connection, cancellationToken);
        var before = seen.Mark;
        var state = (await connection.QueryAsync<RegisterState>(SelectState, cancellationToken))[0];
        seen.Require(before, new SeenMark(state.HighestEvent, state.RecoveredAt ?? DateTimeOffset.MinValue));
        await RequireWholeAsync(connection, cancellationToken);
    }

    private async Task RequireKeysAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (_keysFit)
        {
            return;
        }

        try
        {
            _keysFit = await DataKeyStore.AreKnownAsync(connection, [lookUp, document], cancellationToken);
        }
        catch (KeyFileException other)
        {
            throw new RegisterUnfitException(other.Message, other);
        }
    }

    private async Task RequireWholeAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var last = Interlocked.Read(ref _lookedForDamage);
        if (last == long.MinValue || clock.GetElapsedTime(last) >= DamageLooks)
        {
            _damage = (await connection.QueryAsync<string?>(SelectDamage, cancellationToken)) is [var found, ..] ? found : null;
            Interlocked.Exchange(ref _lookedForDamage, clock.GetTimestamp());
        }

        if (_damage is not null)
        {
            throw new RegisterUnfitException(
                "The nightly check found the register's file damaged: nothing is answered out of it. Restore a back-up "
                    + "(docs/operations.md, Back-up and recovery).");
        }
    }

    private sealed class RegisterState
    {
        public long HighestEvent { get; init; }
        public DateTimeOffset? RecoveredAt { get; init; }
    }
}
