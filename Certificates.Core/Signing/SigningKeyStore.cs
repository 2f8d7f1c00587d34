using Certificates.Core.Data;

namespace Certificates.Core.Signing;

/// <summary>The public halves of all signing keys, for ever: the register's, or the desk's own.</summary>
internal sealed class SigningKeyStore(Database database, bool isDesk = false)
{
    private const string Columns = """Id, Purpose, Algorithm, "Public", Chain, ValidFrom, ValidTo, State, CompromisedSince""";

    private const string SelectAll = "SELECT " + Columns + " FROM SigningKey ORDER BY ValidFrom, Id";
    private const string SelectDesk = "SELECT " + Columns + " FROM desk.SigningKey ORDER BY ValidFrom, Id";

    private const string Values = """
         (Id, Purpose, Algorithm, "Public", Chain, ValidFrom, ValidTo, State)
        SELECT @Id, @Purpose, @Algorithm, @Public, @Chain, @ValidFrom, @ValidTo, @State
        """;

    private const string Insert = "INSERT INTO SigningKey" + Values + " WHERE NOT EXISTS (SELECT 1 FROM SigningKey WHERE Id = @Id)";
    private const string InsertDesk = "INSERT INTO desk.SigningKey" + Values
        + " WHERE NOT EXISTS (SELECT 1 FROM desk.SigningKey WHERE Id = @Id)";

    /// <summary>Every key ever published.</summary>
    public async Task<IReadOnlyList<SigningKeyInfo>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<SigningKeyRecord>(isDesk ? SelectDesk : SelectAll, null, cancellationToken))
            .Select(r => r.ToInfo())];

    /// <summary>Publishes keys; one that is published already stays as it stands.</summary>
    public Task<int> PublishAsync(IEnumerable<SigningKeyInfo> keys, CancellationToken cancellationToken) =>
        database.ExecuteIdempotentAsync(isDesk ? InsertDesk : Insert, keys.Select(SigningKeyRecord.Of).ToList(), cancellationToken);
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
