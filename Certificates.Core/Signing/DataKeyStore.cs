using System.Data.Common;
using System.Security.Cryptography;
using Certificates.Core.Data;
using Certificates.Core.Privacy;

namespace Certificates.Core.Signing;

/// <summary>
/// Which symmetric keys fit a register, or the desk: a check value of each. Another key would find nobody, read nothing, and let a
/// second certificate be issued for the same person.
/// </summary>
/// <param name="database">Where they are known.</param>
/// <param name="others">Keys that are held to read with: one of them may be the one that is known, which then gives way.</param>
/// <param name="isDesk">Whether it is the desk.</param>
internal sealed class DataKeyStore(Database database, OtherKeys others, bool isDesk = false)
{
    private const string Known = " WHERE Purpose = @purpose AND State = 'Active' AND CheckValue IS NOT NULL";
    private const string Select = "SELECT CheckValue FROM DataKey" + Known;
    private const string SelectDesk = "SELECT CheckValue FROM desk.DataKey" + Known;

    private const string CountKept = "SELECT COUNT(*) FROM DataKey WHERE Id = @id";
    private const string CountKeptDesk = "SELECT COUNT(*) FROM desk.DataKey WHERE Id = @id";
    private const string Retiring = " SET State = 'Retired' WHERE Purpose = @purpose AND State = 'Active'";
    private const string Retire = "UPDATE DataKey" + Retiring, RetireDesk = "UPDATE desk.DataKey" + Retiring;

    private const string SelectKept = "SELECT Purpose, CheckValue FROM DataKey WHERE State = 'Active'";

    private const string Values = " (Id, Purpose, State, CheckValue) SELECT @id, @purpose, 'Active', @checkValue WHERE NOT EXISTS ";
    private const string Insert = "INSERT INTO DataKey" + Values + "(SELECT 1 FROM DataKey WHERE Purpose = @purpose AND State = 'Active')";
    private const string InsertDesk = "INSERT INTO desk.DataKey" + Values
        + "(SELECT 1 FROM desk.DataKey WHERE Purpose = @purpose AND State = 'Active')";

    /// <summary>
    /// Whether this is the key that is known here; false when none of its purpose is known yet. Where the one that is known is held to read
    /// with, this one takes its place, once: a process that still writes with the former key does not take it back.
    /// </summary>
    /// <exception cref="KeyFileException">Another is, and is not held; the message names the option.</exception>
    public async Task<bool> IsKnownAsync(SecretKey key, CancellationToken cancellationToken)
    {
        var kept = await database.FindAsync<byte[]>(
            isDesk ? SelectDesk : Select, new { purpose = key.Purpose.ToString() }, cancellationToken);
        if (kept is null || Is(key, kept))
        {
            return kept is not null;
        }

        if (!others.Of(key.Purpose).Any(other => Is(other, kept)))
        {
            throw Other(key.Purpose);
        }

        await database.WriteIdempotentAsync(write => TakePlaceAsync(write, key, cancellationToken), cancellationToken);
        return true;
    }

    private async Task<bool> TakePlaceAsync(WriteTransaction write, SecretKey key, CancellationToken cancellationToken)
    {
        if (await write.ScalarAsync<long>(isDesk ? CountKeptDesk : CountKept, new { id = key.Id }, cancellationToken) > 0)
        {
            return false;
        }

        await write.ExecuteAsync(isDesk ? RetireDesk : Retire, new { purpose = key.Purpose.ToString() }, cancellationToken);
        return await KeepAsync(write, key, cancellationToken);
    }

    private static bool Is(SecretKey key, byte[] checkValue) => CryptographicOperations.FixedTimeEquals(checkValue, key.CheckValue);

    /// <summary>Keeps a key that proved itself as the one of its purpose.</summary>
    /// <exception cref="KeyFileException">Another process kept another meanwhile.</exception>
    public async Task KeepAsync(SecretKey key, CancellationToken cancellationToken)
    {
        var kept = new { id = key.Id, purpose = key.Purpose.ToString(), checkValue = key.CheckValue };
        await database.ExecuteIdempotentAsync(isDesk ? InsertDesk : Insert, kept, cancellationToken);
        await IsKnownAsync(key, cancellationToken);
    }

    /// <summary>The same in a write, together with what the key makes possible; false when another process kept one meanwhile.</summary>
    public async Task<bool> KeepAsync(WriteTransaction write, SecretKey key, CancellationToken cancellationToken) =>
        await write.ExecuteAsync(
            isDesk ? InsertDesk : Insert, new { id = key.Id, purpose = key.Purpose.ToString(), checkValue = key.CheckValue },
            cancellationToken) == 1;

    /// <summary>The same of a register on a connection that nothing is written on, for some keys: whether all are known there.</summary>
    /// <exception cref="KeyFileException">One is known, and is none of those held.</exception>
    public static async Task<bool> AreKnownAsync(
        DbConnection connection, IEnumerable<SecretKey> keys, OtherKeys others, CancellationToken cancellationToken)
    {
        var kept = (await connection.QueryAsync<DataKeyRecord>(SelectKept, cancellationToken)).Where(key => key.CheckValue is not null)
            .ToDictionary(key => key.Purpose, key => key.CheckValue!, StringComparer.Ordinal);
        var areKnown = true;
        foreach (var key in keys)
        {
            areKnown &= kept.TryGetValue(key.Purpose.ToString(), out var value)
                && (others.Of(key.Purpose).Prepend(key).Any(held => Is(held, value)) ? true : throw Other(key.Purpose, isDesk: false));
        }

        return areKnown;
    }

    /// <summary>What is told of a key that does not fit.</summary>
    public KeyFileException Other(SecretKeyPurpose purpose) => Other(purpose, isDesk);

    private static KeyFileException Other(SecretKeyPurpose purpose, bool isDesk) => new(
        $"Signing:{purpose}KeyFile",
        $"is another key than the one this {(isDesk ? "desk" : "register")} was made with, and would damage it: put that one back, or name "
            + (isDesk ? "another desk (DataDirectory, Storage:DeskConnectionString)" : "another register (DataDirectory, "
            + "Storage:ConnectionString)"));
}

/// <summary>A key that is known.</summary>
internal sealed class DataKeyRecord
{
    public required string Purpose { get; init; }
    public byte[]? CheckValue { get; init; }
}
