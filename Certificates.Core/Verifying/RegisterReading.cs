using System.Data.Common;
using Certificates.Core.Data;
using Certificates.Core.Signing;
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
        catch (Exception outage) when (
            outage is DbException or IOException or TimeoutException or FormatException or ArgumentOutOfRangeException)
        {
            // The last two are of a day or an instant that no writer of ours wrote.
            LogOutage(log, outage);
            return default;
        }
    }

    /// <summary>Why no question can be answered now; null when the register answers and may be believed.</summary>
    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RequireMarkAsync(cancellationToken);
            await settings.FindAsync(SettingStore.Specimen, cancellationToken);
            return null;
        }
        catch (RegisterUnfitException unfit)
        {
            return $"{unfit.Message} Every question is answered with 'unavailable'.";
        }
        catch (Exception outage) when (outage is DbException or IOException or TimeoutException)
        {
            return "The register cannot be asked: every question is answered with 'unavailable', never with 'not valid'. The site goes "
                + "on by itself.";
        }
    }

    /// <summary>At start: true when the register is there and knows this site's keys; one that comes up later is asked then.</summary>
    /// <exception cref="WrongRegisterException">The register is a demo's and this is none, or the other way round.</exception>
    /// <exception cref="KeyFileException">A key is not this register's.</exception>
    public async Task<bool> RequireOursAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RequireMarkAsync(cancellationToken);
            return true;
        }
        catch (RegisterUnfitException unfit) when (unfit.InnerException is KeyFileException other)
        {
            throw new KeyFileException(other);
        }
        catch (Exception outage) when (outage is DbException or IOException or TimeoutException)
        {
            LogOutage(log, outage);
            return false;
        }
    }

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
