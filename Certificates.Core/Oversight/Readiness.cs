using System.Data.Common;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Register.Clock;

namespace Certificates.Core.Oversight;

/// <summary>Whether the issuing service can do its work, in words for whoever looks after it.</summary>
public sealed class Readiness
{
    private readonly SettingStore _settings;
    private readonly BatchSignals _signals;
    private readonly WaitingRows _rows;
    private readonly RegisterClock _clock;

    internal Readiness(SettingStore settings, BatchSignals signals, WaitingRows rows, RegisterClock clock) =>
        (_settings, _signals, _rows, _clock) = (settings, signals, rows, clock);

    /// <summary>Looks now.</summary>
    public async Task<ServiceState> ReadAsync(CancellationToken cancellationToken)
    {
        if (await SilenceAsync(cancellationToken) is { } silence)
        {
            return new ServiceState(ServiceTrouble.RegisterSilent, silence);
        }

        return await _clock.FaultAsync(cancellationToken) is { } wrong
            ? new ServiceState(ServiceTrouble.ClockWrong, wrong)
            : Hindrance();
    }

    /// <summary>What keeps rows from being issued.</summary>
    private ServiceState Hindrance()
    {
        var why = _signals.Hindrance is { } words ? $" {words}" : " The log says why.";
        return _signals.IsPaused
            ? new ServiceState(
                ServiceTrouble.IssuingPaused,
                $"Issuing is paused because the register failed again and again: results are taken, and issued when it "
                    + $"goes on by itself.{why}")
            : _rows.Stuck is var stuck and > 0
                ? new ServiceState(
                    ServiceTrouble.RowsStuck,
                    $"{stuck} rows that may be issued are not: results are taken, and these rows are tried again and again.{why}")
                : new ServiceState(ServiceTrouble.None, Fault: null);
    }

    /// <summary>Why the register does not answer; null when it does.</summary>
    private async Task<string?> SilenceAsync(CancellationToken cancellationToken)
    {
        const string silent = "The register does not answer, or not as this build expects: results are refused with 503, nothing is "
            + "issued. Both go on by themselves.";
        try
        {
            return await _settings.FindAsync(SettingStore.Specimen, cancellationToken) is null ? silent : null;
        }
        catch (RegisterMovedException moved)
        {
            // That does not go away by itself.
            return moved.Message;
        }
        catch (Exception outage) when (outage is DbException or TimeoutException or IOException)
        {
            return silent;
        }
    }
}

/// <summary>How the service stands.</summary>
/// <param name="Trouble">What keeps it from its work.</param>
/// <param name="Fault">What is wrong; null when nothing is.</param>
public sealed record ServiceState(ServiceTrouble Trouble, string? Fault)
{
    /// <summary>True when results can be sent.</summary>
    public bool TakesResults => Trouble is ServiceTrouble.None or ServiceTrouble.IssuingPaused or ServiceTrouble.RowsStuck;
}

/// <summary>What can keep the service from its work.</summary>
public enum ServiceTrouble
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>The register does not answer, or has changed under the service: nothing is received.</summary>
    RegisterSilent,

    /// <summary>The clock of the machine is wrong: nothing is received.</summary>
    ClockWrong,

    /// <summary>Issuing waits, for the register failed again and again.</summary>
    IssuingPaused,

    /// <summary>Rows that may be issued are not.</summary>
    RowsStuck,
}
