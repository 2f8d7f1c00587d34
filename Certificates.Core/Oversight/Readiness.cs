using System.Data.Common;
using Certificates.Core.Batches;
using Certificates.Core.Data;
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
        if (!await AnswersAsync(cancellationToken))
        {
            return new ServiceState(
                TakesResults: false,
                "The register does not answer, or not as this build expects: results are refused with 503, nothing is issued. "
                    + "Both go on by themselves.");
        }

        return await _clock.FaultAsync(cancellationToken) is { } wrong
            ? new ServiceState(TakesResults: false, wrong)
            : new ServiceState(TakesResults: true, Hindrance());
    }

    /// <summary>What keeps rows from being issued.</summary>
    private string? Hindrance()
    {
        var why = _signals.Hindrance is { } words ? $" {words}" : " The log says why.";
        return _signals.IsPaused
            ? $"Issuing is paused because the register failed again and again: results are taken, and issued when it "
                + $"goes on by itself.{why}"
            : _rows.Stuck is var stuck and > 0
                ? $"{stuck} rows that may be issued are not: results are taken, and these rows are tried again and again.{why}"
                : null;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _settings.FindAsync(SettingStore.Specimen, cancellationToken) is not null;
        }
        catch (Exception outage) when (outage is DbException or TimeoutException or IOException)
        {
            return false;
        }
    }
}

/// <summary>How the service stands.</summary>
/// <param name="TakesResults">True when results can be sent.</param>
/// <param name="Fault">What is wrong; null when nothing is.</param>
public sealed record ServiceState(bool TakesResults, string? Fault);
