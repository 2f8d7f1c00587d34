using Certificates.Core.Coding;

namespace Certificates.Core.Verifying.Guarding;

/// <summary>How often one may be wrong at the holder's door. An address alone is counted: no stranger can lock a holder out.</summary>
public sealed class HolderGuard
{
    private readonly Counts _counts;
    private readonly GuardLimits _limits;

    internal HolderGuard(Counts counts, GuardLimits limits) => (_counts, _limits) = (counts, limits);

    /// <summary>How long to wait before this number may be tried from here; null is not at all.</summary>
    public Task<TimeSpan?> SignInWaitAsync(Asker asker, string? number, CancellationToken cancellationToken) =>
        WaitAsync(SignIn(asker, number), cancellationToken);

    /// <summary>
    /// Counts a failed sign-in. How long to wait when simultaneous tries used up what was left: then even this failure is not told.
    /// </summary>
    public Task<TimeSpan?> CountSignInAsync(Asker asker, string? number, CancellationToken cancellationToken) =>
        CountAsync(SignIn(asker, number), cancellationToken);

    /// <summary>How long to wait before a share code may be opened from here; null is not at all.</summary>
    public Task<TimeSpan?> ShareCodeWaitAsync(Asker asker, CancellationToken cancellationToken) =>
        WaitAsync(ShareCode(asker), cancellationToken);

    /// <summary>Counts a share code that opened nothing; waits as in <see cref="CountSignInAsync"/>.</summary>
    public Task<TimeSpan?> CountShareCodeAsync(Asker asker, CancellationToken cancellationToken) =>
        CountAsync(ShareCode(asker), cancellationToken);

    private Counter SignIn(Asker asker, string? number) => _counts.Of(
        _limits.OfSignIns, $"{asker.Block} {(CertificateNumber.TryParse(number, out var parsed, out _) ? parsed.Value : "")}");

    private Counter ShareCode(Asker asker) => _counts.Of(_limits.OfShareCodes, asker.Block.ToString());

    private async Task<TimeSpan?> WaitAsync(Counter counter, CancellationToken cancellationToken) =>
        await _counts.CountAsync(counter, cancellationToken) >= counter.Limit.Allowed ? _counts.Left(counter) : null;

    private async Task<TimeSpan?> CountAsync(Counter counter, CancellationToken cancellationToken) =>
        (await _counts.AddAsync([counter], cancellationToken))[counter.Key] > counter.Limit.Allowed ? _counts.Left(counter) : null;
}
