using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Data;

namespace Certificates.Core.Access;

/// <summary>Clients' keys: 256 random bits, shown once, kept as SHA-256 (no slow hash is needed for what cannot be guessed).</summary>
public sealed class ApiKeys
{
    private const string Prefix = "zjk_";
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<long, DateTimeOffset> _recordedUses = new();
    private readonly ApiKeyStore _store;
    private readonly PersonStore _people;
    private readonly TimeProvider _clock;
    private readonly bool _isDemo;

    internal ApiKeys(ApiKeyStore store, PersonStore people, TimeProvider clock, StorageOptions storage) =>
        (_store, _people, _clock, _isDemo) = (store, people, clock, storage.IsSpecimen);

    /// <summary>Makes a key and gives its secret, which is shown this once.</summary>
    /// <param name="role">Its role.</param>
    /// <param name="institutionCode">The institution it acts for; given exactly when the role is of one.</param>
    /// <param name="person">The person or system it is for.</param>
    /// <param name="expiresAt">When it ends, after a year at most; null is in a year.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>The key with its secret, or a refusal that names the field.</returns>
    public Task<Result<(ApiKey Key, string Secret)>> CreateAsync(
        ApiKeyRole role, string? institutionCode, string person, DateTimeOffset? expiresAt, CancellationToken cancellationToken) =>
        CreateAsync(role, institutionCode, person, owner: null, expiresAt, cancellationToken);

    /// <summary>The same for a system, with the person who answers for it; a person answers for their own key.</summary>
    public async Task<Result<(ApiKey Key, string Secret)>> CreateAsync(
        ApiKeyRole role, string? institutionCode, string person, string? owner, DateTimeOffset? expiresAt,
        CancellationToken cancellationToken)
    {
        if (role.IsOfInstitution() != institutionCode is not null)
        {
            return new Refusal(RefusalCode.InstitutionCodeInvalid, "institutionCode",
                "An operator or approver key names its institution, any other key does not.",
                "operator、approver 密钥须填写机构代码，其他角色的密钥不填。");
        }

        var createdAt = _clock.GetUtcNow();
        if (!PersonText.Read("person", person).TryGet(out var named, out var refusals)
            || !PersonText.Read("owner", owner ?? person).TryGet(out var answers, out refusals)
            || !KeyLife.Read(expiresAt, createdAt).TryGet(out var ends, out refusals))
        {
            return refusals;
        }

        long? institutionId = null;
        if (institutionCode is not null)
        {
            institutionId = await _store.InstitutionIdAsync(institutionCode, cancellationToken);
            if (institutionId is null)
            {
                return new Refusal(RefusalCode.InstitutionUnknown, "institutionCode", "No institution has this code.");
            }
        }

        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var id = await _store.InsertAsync(
            new NewApiKey(role.Code(), institutionId, named, answers, HashOf(secret), createdAt, ends, _isDemo), cancellationToken);
        return (new ApiKey(id, role, institutionId, institutionCode, named, createdAt, ends, null, null) { Owner = answers }, secret);
    }

    /// <summary>The key a secret belongs to; null when there is none in force. A demo's key is one in a demo alone.</summary>
    public async Task<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var record = await _store.FindAsync(HashOf(secret), cancellationToken);
        return record is { RevokedAt: null } && record.IsDemo == _isDemo && !(record.ExpiresAt <= _clock.GetUtcNow()) ? Key(record) : null;
    }

    /// <summary>Keeps when a key was last used, to the minute.</summary>
    public async Task RecordUseAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        if (now - _recordedUses.GetValueOrDefault(key.Id) >= UseResolution)
        {
            _recordedUses[key.Id] = now;
            await _store.RecordUseAsync(key.Id, now, cancellationToken);
        }
    }

    /// <summary>All keys, revoked and expired ones and the seats of accounts too.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        var owners = await _people.OwnersAsync(cancellationToken);
        var keys = await _store.ListAsync(cancellationToken);
        return [.. keys.Select(record => Key(record) with { Owner = owners.GetValueOrDefault(record.Id) })];
    }

    /// <summary>Ends a key; false when there is none with this id. Ending it again changes nothing.</summary>
    public Task<bool> RevokeAsync(long id, CancellationToken cancellationToken) =>
        _store.RevokeAsync(id, _clock.GetUtcNow(), cancellationToken);

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static ApiKey Key(ApiKeyRecord r) =>
        ApiKeyRoles.TryParse(r.Role, out var role)
            ? new ApiKey(r.Id, role, r.InstitutionId, r.InstitutionCode, r.Person, r.CreatedAt, r.ExpiresAt, r.RevokedAt, r.LastUsedAt)
            {
                IsSeat = r.IsSeat,
            }
            : throw new InvalidOperationException($"Key {r.Id} has a role this build does not know.");
}
