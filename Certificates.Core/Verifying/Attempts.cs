using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying;

/// <summary>
/// Counts attempts per subject and window of time, for all processes of the site together and over restarts. A subject, such as
/// an address with a number, is kept as a keyed hash only.
/// </summary>
public sealed class Attempts
{
    private readonly DeskAttempts _store;
    private readonly SecretKey _key;
    private readonly TimeProvider _clock;

    internal Attempts(DeskAttempts store, [FromKeyedServices(SecretKeyPurpose.LookUp)] SecretKey key, TimeProvider clock) =>
        (_store, _key, _clock) = (store, key.For(SecretKeyPurpose.LookUp), clock);

    /// <summary>How long to wait; null when fewer than <paramref name="allowed"/> were counted in this window.</summary>
    /// <param name="subject">What is counted, with a word before it that says by whom.</param>
    /// <param name="allowed">How many a window bears.</param>
    /// <param name="window">At most a day; windows begin at its multiples.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<TimeSpan?> WaitAsync(string subject, int allowed, TimeSpan window, CancellationToken cancellationToken)
    {
        var (start, left) = Window(window);
        return await _store.CountAsync(HashOf(subject, window), start, cancellationToken) < allowed ? null : left;
    }

    /// <summary>Counts one; how long to wait when it is more than <paramref name="allowed"/>, else null.</summary>
    /// <param name="subject">As in <see cref="WaitAsync"/>.</param>
    /// <param name="allowed">How many a window bears.</param>
    /// <param name="window">As in <see cref="WaitAsync"/>.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    public async Task<TimeSpan?> CountAsync(string subject, int allowed, TimeSpan window, CancellationToken cancellationToken)
    {
        var (start, left) = Window(window);
        return await _store.AddAsync(HashOf(subject, window), start, cancellationToken) <= allowed ? null : left;
    }

    /// <summary>
    /// The same counts with what is used up kept in memory, for questions that nearly always find nothing used up: another process's
    /// counts are known a second later at most.
    /// </summary>
    /// <param name="allowed">How many a window bears.</param>
    /// <param name="window">As in <see cref="WaitAsync"/>.</param>
    public WatchedAttempts Watch(int allowed, TimeSpan window) => new(this, _store, _clock, allowed, window);

    internal (DateTimeOffset Start, TimeSpan Left) Window(TimeSpan window)
    {
        var now = _clock.GetUtcNow();
        var into = new TimeSpan(now.UtcTicks % window.Ticks);
        return (now - into, window - into);
    }

    internal byte[] HashOf(string subject, TimeSpan window) =>
        HMACSHA256.HashData(_key.Bytes, Encoding.UTF8.GetBytes($"attempt v1\n{window.Ticks}\n{subject}"));
}
