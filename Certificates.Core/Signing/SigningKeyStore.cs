using System.Security.Cryptography;
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

    private const string SelectCertificates = "SELECT KeyId, Chain, ValidFrom, ValidTo FROM SigningCertificate";
    private const string SelectDeskCertificates = "SELECT KeyId, Chain, ValidFrom, ValidTo FROM desk.SigningCertificate";

    private const string CertificateValues = " (Id, KeyId, Chain, ValidFrom, ValidTo) SELECT @ChainId, @Id, @Chain, @ValidFrom, @ValidTo";
    private const string InsertCertificate = "INSERT INTO SigningCertificate" + CertificateValues
        + " WHERE NOT EXISTS (SELECT 1 FROM SigningCertificate WHERE Id = @ChainId)";
    private const string InsertDeskCertificate = "INSERT INTO desk.SigningCertificate" + CertificateValues
        + " WHERE NOT EXISTS (SELECT 1 FROM desk.SigningCertificate WHERE Id = @ChainId)";

    /// <summary>Every key ever published, with all its certificates.</summary>
    public async Task<IReadOnlyList<SigningKeyInfo>> ListAsync(CancellationToken cancellationToken)
    {
        var keys = await database.QueryAsync<SigningKeyRecord>(isDesk ? SelectDesk : SelectAll, null, cancellationToken);
        var certificates = (await database.QueryAsync<SigningCertificateRecord>(
            isDesk ? SelectDeskCertificates : SelectCertificates, null, cancellationToken))
            .ToLookup(one => one.KeyId, StringComparer.Ordinal);
        return [.. keys.Select(key => key.ToInfo(certificates[key.Id]))];
    }

    /// <summary>
    /// Publishes keys; one that is published already stays as it stands, and gets the certificate that it was not known with.
    /// </summary>
    public Task PublishAsync(IEnumerable<SigningKeyInfo> keys, CancellationToken cancellationToken)
    {
        var records = keys.Select(SigningKeyRecord.Of).ToList();
        return database.WriteIdempotentAsync(
            async write => await write.ExecuteAsync(isDesk ? InsertDesk : Insert, records, cancellationToken)
                + await write.ExecuteAsync(isDesk ? InsertDeskCertificate : InsertCertificate, records, cancellationToken),
            cancellationToken);
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

    /// <summary>What <see cref="Chain"/> is known by among the certificates.</summary>
    public byte[] ChainId => SHA256.HashData(Chain);

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
            Algorithm = Enum.Parse<SignatureAlgorithm>(Algorithm),
            Public = Public,
            Chain = all[0].Chain,
            FormerChains = [.. all.Skip(1).Select(one => (ReadOnlyMemory<byte>)one.Chain)],
            ValidFrom = all.Min(one => one.ValidFrom),
            ValidTo = all.Max(one => one.ValidTo),
            State = Enum.Parse<KeyState>(State),
            CompromisedSince = CompromisedSince,
        };
    }
}
