using System.Data.Common;
using Certificates.Core.Data;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Verifying;

/// <summary>
/// Reads of the register that end in a value or in "cannot say now": an outage is never mistaken for "not found" or "not valid".
/// </summary>
internal sealed partial class RegisterReading(SettingStore settings, StorageOptions options, TimeProvider clock,
    ILogger<RegisterReading> log)
{
    private readonly bool _isReplica = options.IsReplica;
    private volatile bool _isOurs;

    /// <summary>Reads once.</summary>
    /// <exception cref="InvalidOperationException">The register is a demo's and this is none, or the other way round.</exception>
    public async Task<Reading<T>> TryAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        // before the read: what is written while it runs may be missing from the answer
        var asOf = clock.GetUtcNow();
        var span = _isReplica ? ReadSpan.Begin(asOf) : null;
        try
        {
            await RequireMarkAsync(cancellationToken);
            var value = await read(cancellationToken);
            return new Reading<T>(value, span?.AsOf ?? asOf);
        }
        catch (Exception outage) when (outage is DbException or IOException or TimeoutException)
        {
            LogOutage(log, outage);
            return default;
        }
    }

    /// <summary>True when the register answers.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        (await TryAsync(async token => await settings.FindAsync(SettingStore.Specimen, token) ?? "", cancellationToken)).AsOf is not null;

    /// <summary>Asked with the first read, not at start alone: the site may come up before its register does.</summary>
    private async Task RequireMarkAsync(CancellationToken cancellationToken)
    {
        if (!_isOurs)
        {
            // The issuing service may be making the register just now: that is no demo's register, it is none yet.
            var mark = await settings.FindAsync(SettingStore.Specimen, cancellationToken)
                ?? throw new IOException("The register is not set up yet: the issuing service does that when it starts.");
            SpecimenMark.Require(mark, options.IsSpecimen);
            _isOurs = true;
        }
    }

    [LoggerMessage(LogLevel.Error, "The register cannot be asked.")]
    private static partial void LogOutage(ILogger log, Exception outage);
}

/// <summary>What a read gave; the default is an outage.</summary>
/// <param name="Value">The value; null when the register could not be asked.</param>
/// <param name="AsOf">The instant up to which the register is known to be read; null when it could not be asked.</param>
internal readonly record struct Reading<T>(T? Value, DateTimeOffset? AsOf)
    where T : class;
