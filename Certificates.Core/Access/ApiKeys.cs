using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Certificates.Core.Data;
using Certificates.Core.Privacy;

namespace Certificates.Core.Access;

/// <summary>Clients' keys: 256 random bits, shown once, kept as a keyed hash.</summary>
public sealed class ApiKeys
{
    private const string Prefix = "zjk_";
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<long, DateTimeOffset> _recordedUses = new();
    private readonly ApiKeyStore _store;
    private readonly PersonStore _people;
    private readonly SealHashes _hashes;
    private readonly AccessSeals _seals;
    private readonly TimeProvider _clock;
    private readonly bool _isDemo;

    internal ApiKeys(
        ApiKeyStore store, PersonStore people, SealHashes hashes, AccessSeals seals, TimeProvider clock, StorageOptions storage) =>
        (_store, _people, _hashes, _seals, _clock, _isDemo) = (store, people, hashes, seals, clock, storage.IsSpecimen);

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
    public Task<Result<(ApiKey Key, string Secret)>> CreateAsync(
        ApiKeyRole role, string? institutionCode, string person, string? owner, DateTimeOffset? expiresAt,
        CancellationToken cancellationToken) =>
        CreateAsync(new AskedKey(role, institutionCode, person, owner, expiresAt), cancellationToken);

    /// <summary>The same of what is asked for.</summary>
    public async Task<Result<(ApiKey Key, string Secret)>> CreateAsync(AskedKey asked, CancellationToken cancellationToken)
    {
        var (secret, hash) = NewSecret();
        return (await KeepAsync(asked, hash, proposalId: null, cancellationToken)).TryGet(out var key, out var refusals)
            ? (key, secret)
            : refusals;
    }

    /// <summary>A secret that no key has, and the hash it is kept as.</summary>
    internal (string Secret, byte[] Hash) NewSecret()
    {
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (secret, _hashes.OfSecret(secret));
    }

    /// <summary>Makes the key of a secret. One that a process made which then died is there already.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="hash">The secret's hash.</param>
    /// <param name="proposalId">What it is made by; null where one person makes it.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    internal async Task<Result<ApiKey>> KeepAsync(
        AskedKey asked, byte[] hash, long? proposalId, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(hash, cancellationToken) is { } there)
        {
            return Key(there);
        }

        if (!(await JudgeAsync(asked, cancellationToken)).TryGet(out var key, out var refusals))
        {
            return refusals;
        }

        var id = await _store.InsertAsync(
            new NewApiKey(
                key.Role.Code(), key.InstitutionId, key.Person, key.Owner!, hash, key.CreatedAt, key.ExpiresAt!.Value, _isDemo, proposalId),
            cancellationToken);
        return key with { Id = id };
    }

    /// <summary>The key that would be made, without an id; or a refusal that names the field.</summary>
    internal async Task<Result<ApiKey>> JudgeAsync(AskedKey asked, CancellationToken cancellationToken)
    {
        var (role, institutionCode) = (asked.Role, asked.InstitutionCode);
        if (role.IsOfInstitution() != institutionCode is not null)
        {
            return new Refusal(RefusalCode.InstitutionCodeInvalid, "institutionCode",
                "An operator or approver key names its institution, any other key does not.",
                "operator、approver 密钥须填写机构代码，其他角色的密钥不填。");
        }

        var createdAt = _clock.GetUtcNow();
        if (!PersonText.Read("person", asked.Person).TryGet(out var named, out var refusals)
            || !PersonText.Read("owner", asked.Owner ?? asked.Person).TryGet(out var answers, out refusals)
            || !KeyLife.Read(asked.ExpiresAt, createdAt).TryGet(out var ends, out refusals))
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

        return new ApiKey(0, role, institutionId, institutionCode, named, createdAt, ends, null, null) { Owner = answers };
    }

    /// <summary>
    /// The key a secret belongs to; null when there is none in force, or it is not as it was sealed. A demo's key is one in a demo alone.
    /// </summary>
    public async Task<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var record = await _store.FindAsync(_hashes.OfSecret(secret), cancellationToken);
        return record is { RevokedAt: null } && record.IsDemo == _isDemo && !(record.ExpiresAt <= _clock.GetUtcNow())
            && _seals.Holds(record) ? Key(record) : null;
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

    /// <summary>
    /// All keys that the reader may see, of the own institution or all, revoked and expired ones and the seats of accounts too.
    /// </summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(ApiKey reader, CancellationToken cancellationToken)
    {
        var owners = await _people.OwnersAsync(cancellationToken);
        var keys = await _store.ListAsync(cancellationToken);
        return
        [
            .. keys.Where(record => reader.InstitutionId is null || reader.InstitutionId == record.InstitutionId)
                .Select(record => Key(record) with { Owner = owners.GetValueOrDefault(record.Id) }),
        ];
    }

    /// <summary>
    /// Ends a key: an approver one of the own institution, the authority any. That takes one person, for it lets nobody in.
    /// </summary>
    /// <returns>False when there is none with this id. Ending it again changes nothing.</returns>
    public Task<bool> RevokeAsync(long id, ApiKey actor, CancellationToken cancellationToken) =>
        _store.RevokeAsync(id, actor.InstitutionId, _clock.GetUtcNow(), cancellationToken);

    private static ApiKey Key(ApiKeyRecord r) =>
        ApiKeyRoles.TryParse(r.Role, out var role)
            ? new ApiKey(r.Id, role, r.InstitutionId, r.InstitutionCode, r.Person, r.CreatedAt, r.ExpiresAt, r.RevokedAt, r.LastUsedAt)
            {
                IsSeat = r.IsSeat,
            }
            : throw new InvalidOperationException($"Key {r.Id} has a role this build does not know.");
}

/// <summary>A key of a program that somebody wants made.</summary>
/// <param name="Role">Its role.</param>
/// <param name="InstitutionCode">The institution it acts for; given exactly when the role is of one.</param>
/// <param name="Person">The person or system it is for.</param>
/// <param name="Owner">The person who answers for it; null is <paramref name="Person"/>.</param>
/// <param name="ExpiresAt">When it ends, after a year at most; null is in a year.</param>
public sealed record AskedKey(ApiKeyRole Role, string? InstitutionCode, string Person, string? Owner, DateTimeOffset? ExpiresAt)
{
    /// <summary>The hash of the secret, where whoever asks has it already; null where whoever agrees is shown it.</summary>
    public byte[]? SecretHash { get; init; }

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(AskedKey);
}
