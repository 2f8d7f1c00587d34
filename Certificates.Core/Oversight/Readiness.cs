using System.Data.Common;
using Certificates.Core.Composition;
using Certificates.Core.Issuing;

namespace Certificates.Core.Oversight;

/// <summary>Whether the issuing service can do its work, in words for whoever looks after it.</summary>
public sealed class Readiness
{
    private readonly RegisterSetUp _register;
    private readonly IssuingRun _run;

    internal Readiness(RegisterSetUp register, IssuingRun run) => (_register, _run) = (register, run);

    /// <summary>Looks now.</summary>
    public async Task<Standing> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await AnswersAsync(cancellationToken))
        {
            return new Standing(
                TakesResults: false,
                "The register does not answer, or not as this build expects: results are refused with 503, nothing is issued. Both go on by themselves.");
        }

        return new Standing(
            TakesResults: true,
            _run.IsPaused ? "Issuing is paused because the register failed again and again: results are taken, and issued when it goes on by itself." : null);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _register.IsReadyAsync(cancellationToken);
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
public sealed record Standing(bool TakesResults, string? Fault);
