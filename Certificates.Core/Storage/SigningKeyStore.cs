namespace Certificates.Core.Storage;

/// <summary>The public halves of all signing keys, for ever.</summary>
internal sealed class SigningKeyStore(Database database)
{
    private const string SelectAll = """
        SELECT Id, Purpose, Algorithm, Public, Chain, ValidFrom, ValidTo, State, CompromisedSince FROM SigningKey ORDER BY ValidFrom, Id
        """;

    private const string Insert = """
        INSERT INTO SigningKey (Id, Purpose, Algorithm, Public, Chain, ValidFrom, ValidTo, State)
        SELECT @Id, @Purpose, @Algorithm, @Public, @Chain, @ValidFrom, @ValidTo, @State
        WHERE NOT EXISTS (SELECT 1 FROM SigningKey WHERE Id = @Id)
        """;

    /// <summary>Every key ever published.</summary>
    public async Task<IReadOnlyList<SigningKeyInfo>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<SigningKeyRecord>(SelectAll, null, cancellationToken)).Select(r => r.ToInfo())];

    /// <summary>Publishes keys; one that is published already stays as it stands.</summary>
    public Task<int> PublishAsync(IEnumerable<SigningKeyInfo> keys, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Insert, keys.Select(SigningKeyRecord.Of).ToList(), cancellationToken);
}

/// <summary>A row of <c>SigningKey</c>; purpose, algorithm and state by name.</summary>
internal sealed class SigningKeyRecord
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

    public static SigningKeyRecord Of(SigningKeyInfo key) => new()
    {
        Id = key.Id,
        Purpose = key.Purpose.ToString(),
        Algorithm = key.Algorithm.ToString(),
        Public = key.Public.ToArray(),
        Chain = key.Chain.ToArray(),
        ValidFrom = key.ValidFrom,
        ValidTo = key.ValidTo,
        State = key.State.ToString(),
    };

    public SigningKeyInfo ToInfo() => new()
    {
        Id = Id,
        Purpose = Enum.Parse<KeyPurpose>(Purpose),
        Algorithm = Enum.Parse<SignatureAlgorithm>(Algorithm),
        Public = Public,
        Chain = Chain,
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        State = Enum.Parse<KeyState>(State),
        CompromisedSince = CompromisedSince,
    };
}
