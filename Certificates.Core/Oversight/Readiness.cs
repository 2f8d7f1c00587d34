using System.Data.Common;
using Certificates.Core.Batches;
using Certificates.Core.Data;

namespace Certificates.Core.Oversight;

/// <summary>Whether the issuing service can do its work, in words for whoever looks after it.</summary>
public sealed class Readiness
{
    private readonly SettingStore _settings;
    private readonly BatchSignals _signals;

    internal Readiness(SettingStore settings, BatchSignals signals) => (_settings, _signals) = (settings, signals);

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

        return new ServiceState(
            TakesResults: true,
            _signals.IsPaused ? "Issuing is paused because the register failed again and again: results are taken, and issued "
                + "when it goes on by itself." : null);
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
