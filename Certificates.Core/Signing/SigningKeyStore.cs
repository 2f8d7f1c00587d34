using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Privacy;

namespace Certificates.Core.Signing;

/// <summary>The public halves of all signing keys, for ever: the register's, or the desk's own.</summary>
/// <param name="database">Where they stand.</param>
/// <param name="register">Seals what the register says of them; null for the desk, whose keys nobody retires or calls compromised.</param>
internal sealed class SigningKeyStore(Database database, SealHashes? register)
{
    private const string Columns = """Id, Purpose, Algorithm, "Public", Chain, ValidFrom, ValidTo, State, CompromisedSince""";

    private const string SelectAll = "SELECT " + Columns + ", CountsEntered, Seal, Institution FROM SigningKey ORDER BY ValidFrom, Id";
    private const string SelectDesk = "SELECT " + Columns + " FROM desk.SigningKey ORDER BY ValidFrom, Id";

    private const string Insert = """
        INSERT INTO SigningKey (Id, Purpose, Algorithm, "Public", Chain, ValidFrom, ValidTo, State, Seal, Institution)
        SELECT @Id, @Purpose, @Algorithm, @Public, @Chain, @ValidFrom, @ValidTo, @State, @Seal, @Institution
        WHERE NOT EXISTS (SELECT 1 FROM SigningKey WHERE Id = @Id)
        """;

    private const string InsertDesk = """
        INSERT INTO desk.SigningKey (Id, Purpose, Algorithm, "Public", Chain, ValidFrom, ValidTo, State)
        SELECT @Id, @Purpose, @Algorithm, @Public, @Chain, @ValidFrom, @ValidTo, @State
        WHERE NOT EXISTS (SELECT 1 FROM desk.SigningKey WHERE Id = @Id)
        """;

    private const string SelectCertificates = "SELECT KeyId, Chain, ValidFrom, ValidTo FROM SigningCertificate";
    private const string SelectDeskCertificates = "SELECT KeyId, Chain, ValidFrom, ValidTo FROM desk.SigningCertificate";

    private const string CertificateValues = " (Id, KeyId, Chain, ValidFrom, ValidTo) SELECT @ChainId, @Id, @Chain, @ValidFrom, @ValidTo";
    private const string InsertCertificate = "INSERT INTO SigningCertificate" + CertificateValues
        + " WHERE NOT EXISTS (SELECT 1 FROM SigningCertificate WHERE Id = @ChainId)";
    private const string InsertDeskCertificate = "INSERT INTO desk.SigningCertificate" + CertificateValues
        + " WHERE NOT EXISTS (SELECT 1 FROM desk.SigningCertificate WHERE Id = @ChainId)";

    private const string SelectEvents = "SELECT KeyId, State, CompromisedSince, CountsEntered FROM SigningKeyEvent ORDER BY Id";

    private const string SetState = """
        UPDATE SigningKey SET State = @State, CompromisedSince = @CompromisedSince, CountsEntered = @CountsEntered, Seal = @Seal
        WHERE Id = @Id
        """;

    private const string SealOne = "UPDATE SigningKey SET Seal = @Seal WHERE Id = @Id AND Seal IS NULL";

    /// <summary>Every key ever published, with all its certificates.</summary>
    public async Task<IReadOnlyList<SigningKeyInfo>> ListAsync(CancellationToken cancellationToken)
    {
        var keys = await database.QueryAsync<SigningKeyRecord>(register is null ? SelectDesk : SelectAll, null, cancellationToken);
        var certificates = (await database.QueryAsync<SigningCertificateRecord>(
            register is null ? SelectDeskCertificates : SelectCertificates, null, cancellationToken))
            .ToLookup(one => one.KeyId, StringComparer.Ordinal);
        var events = register is null ? [] : await database.QueryAsync<SigningKeyStanding>(SelectEvents, null, cancellationToken);
        return
        [
            .. keys.Select(key => key.ToInfo(certificates[key.Id]) with
            {
                IsSealed = register is null || IsWhole(key, events.LastOrDefault(each => each.KeyId == key.Id)),
            }),
        ];
    }

    /// <summary>
    /// Publishes keys; one that is published already stays as it stands, and gets the certificate that it was not known with. A register
    /// of before its keys were sealed has them sealed here, once: from then on a key without a seal is a forgery.
    /// </summary>
    public Task PublishAsync(IEnumerable<SigningKeyInfo> keys, CancellationToken cancellationToken)
    {
        var records = keys.Select(key => Sealed(SigningKeyRecord.Of(key))).ToList();
        return database.WriteIdempotentAsync(
            async write =>
            {
                if (register is not null
                    && await write.QueryAsync<SigningKeyRecord>(SelectAll, null, cancellationToken) is var known
                    && known.All(key => key.Seal is null))
                {
                    await write.ExecuteAsync(SealOne, known.Select(Sealed).ToList(), cancellationToken);
                }

                return await write.ExecuteAsync(register is null ? InsertDesk : Insert, records, cancellationToken)
                    + await write.ExecuteAsync(register is null ? InsertDeskCertificate : InsertCertificate, records, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Puts a key of the register into another state, within a write.</summary>
    public Task ChangeAsync(WriteTransaction write, SigningKeyInfo key, CancellationToken cancellationToken) =>
        write.ExecuteAsync(SetState, Sealed(SigningKeyRecord.Of(key)), cancellationToken);

    private SigningKeyRecord Sealed(SigningKeyRecord key) => register is null ? key : key with { Seal = SealOf(key) };

    /// <summary>
    /// As it was sealed, and as its last event says: a whole row that was put back has an old seal. A key is published as active or next;
    /// it ends by an event alone.
    /// </summary>
    private bool IsWhole(SigningKeyRecord key, SigningKeyStanding? last) =>
        key.Seal is { } seal && CryptographicOperations.FixedTimeEquals(seal, SealOf(key))
        && (last is null ? key.State is nameof(KeyState.Active) or nameof(KeyState.Next)
            : (key.State, key.CompromisedSince, key.CountsEntered) == (last.State, last.CompromisedSince, last.CountsEntered));

    /// <summary>Over what may be done with the key, and for what; that the key is ours its certificate says.</summary>
    private byte[] SealOf(SigningKeyRecord key)
    {
        var (seal, since) = (new byte[SHA256.HashSizeInBytes], key.CompromisedSince?.ToUnixTimeMilliseconds());
        var said = FormattableString.Invariant($"\n{key.Id}\n{key.Purpose}\n{key.State}\n{since}\n{key.CountsEntered}");
        said = key.Institution is null ? $"signing key v1{said}" : $"signing key v2{said}\n{key.Institution}";
        register!.Write(Encoding.UTF8.GetBytes(said), seal);
        return seal;
    }
}

/// <summary>A certificate of a key, with those above it.</summary>
internal sealed class SigningCertificateRecord
{
    public required string KeyId { get; init; }
    public required byte[] Chain { get; init; }
    public required DateTimeOffset ValidFrom { get; init; }
    public required DateTimeOffset ValidTo { get; init; }
}

/// <summary>What an event put a key into.</summary>
internal sealed class SigningKeyStanding
{
    public required string KeyId { get; init; }
    public required string State { get; init; }
    public DateTimeOffset? CompromisedSince { get; init; }
    public required bool CountsEntered { get; init; }
}

/// <summary>A row of <c>SigningKey</c>; purpose, algorithm and state by name.</summary>
internal sealed record SigningKeyRecord
{
    public required string Id { get; init; }
    public required string Purpose { get; init; }
    public required string Algorithm { get; init; }
    public required byte[] Public { get; init; }
    public required byte[] Chain { get; init; }
    public required DateTimeOffset ValidFrom { get; init; }
    public required DateTimeOffset ValidTo { get; init; }
    public required string State { get; init; }
    public DateTimeOffset? CompromisedSince { get; init; }
    public bool CountsEntered { get; init; }

    /// <summary>Code of the one institution that a PDF key is for; null of the service's.</summary>
    public string? Institution { get; init; }

    /// <summary>Null where none was made yet.</summary>
    public byte[]? Seal { get; init; }

    /// <summary>What <see cref="Chain"/> is known by among the certificates.</summary>
    public byte[] ChainId => SHA256.HashData(Chain);

    public static SigningKeyRecord Of(SigningKeyInfo key) => new()
    {
        Id = key.Id,
        Purpose = key.Purpose.ToString(),
        Institution = key.Institution,
        Algorithm = key.Algorithm.ToString(),
        Public = key.Public.ToArray(),
        Chain = key.Chain.ToArray(),
        ValidFrom = key.ValidFrom,
        ValidTo = key.ValidTo,
        State = key.State.ToString(),
        CompromisedSince = key.CompromisedSince,
        CountsEntered = key.CountsEntered,
    };

    /// <summary>The key with its certificates, which its own row may be one of.</summary>
    public SigningKeyInfo ToInfo(IEnumerable<SigningCertificateRecord> certificates)
    {
        var own = new SigningCertificateRecord { KeyId = Id, Chain = Chain, ValidFrom = ValidFrom, ValidTo = ValidTo };
        var all = certificates.Append(own).OrderByDescending(one => one.ValidFrom).ThenByDescending(one => one.ValidTo)
            .DistinctBy(one => Convert.ToHexString(one.Chain), StringComparer.Ordinal).ToList();
        return new SigningKeyInfo
        {
            Id = Id,
            Purpose = Enum.Parse<KeyPurpose>(Purpose),
            Institution = Institution,
            Algorithm = Enum.Parse<SignatureAlgorithm>(Algorithm),
            Public = Public,
            Chain = all[0].Chain,
            FormerChains = [.. all.Skip(1).Select(one => (ReadOnlyMemory<byte>)one.Chain)],
            ValidFrom = all.Min(one => one.ValidFrom),
            ValidTo = all.Max(one => one.ValidTo),
            State = Enum.Parse<KeyState>(State),
            CompromisedSince = CompromisedSince,
            CountsEntered = CountsEntered,
        };
    }
}
