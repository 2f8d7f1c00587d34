using System.Globalization;
using Certificates.Core.Data;
using Certificates.Core.Signing;

namespace Certificates.Core.Oversight.Keys;

/// <summary>
/// What an operator does with a signing key: has it take over, ends it, or says that it came into other hands. Every change is sealed, is
/// on record with who made it, and has a leaf of the log. Running services follow within seconds.
/// </summary>
public sealed class SigningKeyLife
{
    private readonly Database _database;
    private readonly SigningKeyStore _keys;
    private readonly SigningKeyEventStore _events;
    private readonly TrustedAuthorities _authorities;
    private readonly TimeProvider _clock;

    internal SigningKeyLife(
        Database database, SigningKeyStore keys, SigningKeyEventStore events, TrustedAuthorities authorities, TimeProvider clock) =>
        (_database, _keys, _events, _authorities, _clock) = (database, keys, events, authorities, clock);

    /// <summary>Every key of the register, oldest first, and whether it is believed.</summary>
    public async Task<IReadOnlyList<(SigningKeyInfo Key, bool IsBelieved)>> ListAsync(CancellationToken cancellationToken)
    {
        var keys = await _keys.ListAsync(cancellationToken);
        var believed = _authorities.Sort(keys).Vouched.Select(key => key.Id).ToHashSet(StringComparer.Ordinal);
        return [.. keys.Select(key => (key, believed.Contains(key.Id)))];
    }

    /// <summary>
    /// A key that was announced signs from now on; those of its purpose, and its institution, that signed until now retire in the same
    /// write.
    /// </summary>
    /// <param name="id">The key.</param>
    /// <param name="person">Who does it.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>Why it was not done; null when it was.</returns>
    public Task<string?> ActivateAsync(string id, string person, CancellationToken cancellationToken) => ChangeAsync(
        id,
        (key, all) => key.State != KeyState.Next ? $"Key {id} is {key.State.Code()}: only one that is 'next' can take over."
            : !key.WasInForceAt(_clock.GetUtcNow())
                ? $"The certificate of key {id} is good from {Day(key.ValidFrom)} to {Day(key.ValidTo)}."
            : null,
        (key, all) =>
        [
            key with { State = KeyState.Active },
            .. all.Where(other => other.Use == key.Use && other.State == KeyState.Active)
                .Select(other => other with { State = KeyState.Retired }),
        ],
        person, cancellationToken);

    /// <summary>A key signs no more; what it signed stands. The last one of its purpose that signs cannot be retired; the last one
    /// of an institution can, and the service's signs its certificates again.</summary>
    /// <inheritdoc cref="ActivateAsync"/>
    public Task<string?> RetireAsync(string id, string person, CancellationToken cancellationToken) => ChangeAsync(
        id,
        (key, all) => key.State is not (KeyState.Active or KeyState.Next) ? $"Key {id} is {key.State.Code()} already."
            : key is { State: KeyState.Active, Institution: null }
                && all.Count(other => other.Use == key.Use && other.State == KeyState.Active) == 1
                ? $"Key {id} is the only {key.Purpose.Code()} key that signs: 'keys activate' another one, which retires it."
                : null,
        (key, _) => [key with { State = KeyState.Retired }],
        person, cancellationToken);

    /// <summary>
    /// Others may have held a key since an instant. It signs no more at once, and what bears its signature stands only where the log shows
    /// the certificate from before.
    /// </summary>
    /// <param name="id">The key.</param>
    /// <param name="since">From when on.</param>
    /// <param name="countsEntered">Whether the log shows what was entered into it when it began, too: an operator vouches for that.</param>
    /// <param name="person">Who says so.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>Why it was not done; null when it was.</returns>
    public Task<string?> CompromiseAsync(
        string id, DateTimeOffset since, bool countsEntered, string person, CancellationToken cancellationToken) => ChangeAsync(
        id,
        (_, _) => since > _clock.GetUtcNow() ? "--since lies ahead." : null,
        (key, _) => [key with { State = KeyState.Compromised, CompromisedSince = since, CountsEntered = countsEntered }],
        person, cancellationToken);

    /// <summary>Numbers of certificates in the register whose file in force a key has signed since it came into other hands.</summary>
    public Task<IReadOnlyList<string>> SignedSinceAsync(SigningKeyInfo key, CancellationToken cancellationToken) =>
        key.CompromisedSince is { } since
            ? _events.SignedSinceAsync(key.Id, since, cancellationToken)
            : Task.FromResult<IReadOnlyList<string>>([]);

    private async Task<string?> ChangeAsync(
        string id,
        Func<SigningKeyInfo, IReadOnlyList<SigningKeyInfo>, string?> fault,
        Func<SigningKeyInfo, IReadOnlyList<SigningKeyInfo>, IReadOnlyList<SigningKeyInfo>> changed,
        string person,
        CancellationToken cancellationToken)
    {
        var keys = _authorities.Sort(await _keys.ListAsync(cancellationToken)).Vouched;
        if (keys.FirstOrDefault(key => key.Id == id) is not { } named)
        {
            return $"No key {id} is published and believed: 'keys list' shows them.";
        }

        if (fault(named, keys) is { } why)
        {
            return why;
        }

        var now = _clock.GetUtcNow();
        return await _database.WriteAsync(
            async write =>
            {
                foreach (var key in changed(named, keys))
                {
                    await _keys.ChangeAsync(write, key, cancellationToken);
                    await _events.AppendAsync(write, SigningKeyEvent.Of(key, now, person), cancellationToken);
                }

                return (string?)null;
            },
            cancellationToken);
    }

    private static string Day(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
