using System.Net;
using Certificates.Core.Coding;
using Certificates.Core.Verifying;
using Certificates.Verify.Guards;

namespace Certificates.Verify.Holder;

/// <summary>
/// How often one may be wrong at the holder's door, counted for all processes of the site together. A number bears more than
/// one address may fail, so that a stranger at one address cannot lock its holder out.
/// </summary>
internal sealed class FailureLimits(Attempts attempts)
{
    /// <summary>Failed sign-ins of an address block per <see cref="SignInWindow"/>.</summary>
    public const int SignInsPerAddress = 20;

    /// <summary>Failed sign-ins with one number per <see cref="SignInWindow"/>.</summary>
    public const int SignInsPerNumber = 60;

    /// <summary>Unknown or ended share codes of an address block per hour.</summary>
    public const int ShareCodesPerAddress = 30;

    /// <summary>After which sign-ins are counted anew.</summary>
    public static readonly TimeSpan SignInWindow = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan ShareCodeWindow = TimeSpan.FromHours(1);

    /// <summary>How long to wait before this number may be tried from this address; null is not at all.</summary>
    public async Task<TimeSpan?> SignInWaitAsync(IPAddress? address, string? number, CancellationToken cancellationToken) => Longer(
        await attempts.WaitAsync(SignInBy(address), SignInsPerAddress, SignInWindow, cancellationToken),
        await attempts.WaitAsync(SignInWith(number), SignInsPerNumber, SignInWindow, cancellationToken));

    /// <summary>
    /// Counts a failed sign-in. How long to wait when simultaneous tries used up what was left: then even this failure is not told.
    /// </summary>
    public async Task<TimeSpan?> CountSignInAsync(IPAddress? address, string? number, CancellationToken cancellationToken) => Longer(
        await attempts.CountAsync(SignInBy(address), SignInsPerAddress, SignInWindow, cancellationToken),
        await attempts.CountAsync(SignInWith(number), SignInsPerNumber, SignInWindow, cancellationToken));

    /// <summary>How long to wait before this address may open a share code; null is not at all.</summary>
    public Task<TimeSpan?> ShareCodeWaitAsync(IPAddress? address, CancellationToken cancellationToken) =>
        attempts.WaitAsync(ShareCodeBy(address), ShareCodesPerAddress, ShareCodeWindow, cancellationToken);

    /// <summary>Counts a share code that opened nothing; waits as in <see cref="CountSignInAsync"/>.</summary>
    public Task<TimeSpan?> CountShareCodeAsync(IPAddress? address, CancellationToken cancellationToken) =>
        attempts.CountAsync(ShareCodeBy(address), ShareCodesPerAddress, ShareCodeWindow, cancellationToken);

    private static string SignInBy(IPAddress? address) => $"sign-in address {AddressBlock.Of(address)}";

    private static string SignInWith(string? number) =>
        $"sign-in number {(CertificateNumber.TryParse(number, out var parsed, out _) ? parsed.Value : "")}";

    private static string ShareCodeBy(IPAddress? address) => $"share code {AddressBlock.Of(address)}";

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other : one;
}
