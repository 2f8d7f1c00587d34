using System.Security.Cryptography;
using Certificates.Core.Data;

namespace Certificates.Core.Register.StatusLists;

/// <summary>The statements of the status lists of open credentials: whose bit is where, what is set, the lists signed last.</summary>
internal sealed class CredentialListStore(Database database)
{
    private const string SelectPlace =
        "SELECT ListId, Position FROM CredentialStatus WHERE CertificateId = @certificateId AND Version = @version";

    private const string SelectNewest = "SELECT COALESCE(MAX(Id), 0) FROM CredentialList";

    private const string CountPlaces = "SELECT COUNT(*) FROM CredentialStatus WHERE ListId = @listId";

    private const string InsertList = "INSERT INTO CredentialList (Id) VALUES (@listId)";

    private const string InsertPlace = """
        INSERT INTO CredentialStatus (ListId, Position, CertificateId, Version)
        SELECT @listId, @position, @certificateId, @version
        WHERE NOT EXISTS (SELECT 1 FROM CredentialStatus WHERE ListId = @listId AND Position = @position)
        """;

    // A version is relied on while it is the one in force of a valid certificate.
    private const string SelectSet = """
        SELECT s.Position FROM CredentialStatus s JOIN Certificate c ON c.Id = s.CertificateId
        WHERE s.ListId = @listId AND (c.Status <> 1 OR s.Version <> c.CurrentVersion)
        """;

    private const string SelectLists = "SELECT Id, SignedAt, BitsHash FROM CredentialList ORDER BY Id";

    private const string SelectBody = "SELECT Body FROM CredentialList WHERE Id = @id AND Body IS NOT NULL";

    private const string Keep = "UPDATE CredentialList SET SignedAt = @at, BitsHash = @bitsHash, Body = @body WHERE Id = @id";

    /// <summary>Where a version's bit is: as it was, or drawn by chance now.</summary>
    public Task<CredentialPlace> PlaceAsync(long certificateId, long version, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write => (await write.QueryAsync<CredentialPlace>(SelectPlace, new { certificateId, version }, cancellationToken))
                .SingleOrDefault() ?? await DrawAsync(write, certificateId, version, cancellationToken),
            cancellationToken);

    /// <summary>Every list, without what was signed.</summary>
    public Task<IReadOnlyList<CredentialListRecord>> ListsAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<CredentialListRecord>(SelectLists, null, cancellationToken);

    /// <summary>The places of a list whose credentials are not to be relied on.</summary>
    public Task<IReadOnlyList<long>> SetAsync(long listId, CancellationToken cancellationToken) =>
        database.QueryAsync<long>(SelectSet, new { listId }, cancellationToken);

    /// <summary>A list as it was signed last, ASCII; null when there is none.</summary>
    public Task<byte[]?> BodyAsync(long id, CancellationToken cancellationToken) =>
        database.FindAsync<byte[]>(SelectBody, new { id }, cancellationToken);

    /// <summary>Keeps a list that was signed.</summary>
    public Task KeepAsync(long id, byte[] body, byte[] bitsHash, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.ExecuteIdempotentAsync(Keep, new { id, body, bitsHash, at }, cancellationToken);

    private static async Task<CredentialPlace> DrawAsync(
        WriteTransaction write, long certificateId, long version, CancellationToken cancellationToken)
    {
        var listId = await write.ScalarAsync<long>(SelectNewest, null, cancellationToken);
        if (listId == 0 || await write.ScalarAsync<long>(CountPlaces, new { listId }, cancellationToken) >= CredentialList.MostUsed)
        {
            listId++;
            await write.ExecuteAsync(InsertList, new { listId }, cancellationToken);
        }

        while (true)
        {
            var position = (long)RandomNumberGenerator.GetInt32(CredentialList.Length);
            if (await write.ExecuteAsync(InsertPlace, new { listId, position, certificateId, version }, cancellationToken) == 1)
            {
                return new CredentialPlace { ListId = listId, Position = position };
            }
        }
    }
}

/// <summary>The bit that stands for a version's credential.</summary>
internal sealed class CredentialPlace
{
    public required long ListId { get; init; }
    public required long Position { get; init; }
}

/// <summary>A list.</summary>
internal sealed class CredentialListRecord
{
    public required long Id { get; init; }
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>SHA-256 of the bits that were signed.</summary>
    public byte[]? BitsHash { get; init; }
}
