using System.Globalization;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Register.Searching;

/// <summary>
/// Who looked for which ID number: each search is on record by its keyed hash before it is answered, and a person has so many a day. The
/// hash tells whether two searches were for one number, and nothing of the number.
/// </summary>
public sealed class IdNumberSearches
{
    private const string SelectPerson = "SELECT PersonId FROM ApiKey WHERE Id = @KeyId";

    private const string Count = """
        SELECT COUNT(*) FROM IdNumberSearch
        WHERE At >= @At AND (PersonId = @PersonId OR PersonId IS NULL AND @PersonId IS NULL AND KeyId = @KeyId)
        """;

    private const string Insert =
        "INSERT INTO IdNumberSearch (At, KeyId, PersonId, HolderKey) VALUES (@At, @KeyId, @PersonId, @HolderKey)";

    private const string Select = """
        SELECT Id, At, KeyId, HolderKey FROM IdNumberSearch
        WHERE (@KeyId IS NULL OR KeyId = @KeyId) AND (@firstAt IS NULL OR At >= @firstAt) AND (@lastAt IS NULL OR At < @lastAt)
            AND (@before IS NULL OR Id < @before)
        ORDER BY Id DESC
        """;

    private readonly Database _database;
    private readonly SearchOptions _options;
    private readonly TimeProvider _clock;

    internal IdNumberSearches(Database database, SearchOptions options, TimeProvider clock) =>
        (_database, _options, _clock) = (database, options, clock);

    /// <summary>Searches on record, newest first.</summary>
    /// <param name="keyId">Of one key; null for all.</param>
    /// <param name="from">From the first instant of this day in China.</param>
    /// <param name="to">To the last instant of this day in China.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">Most records.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<Page<IdNumberSearch>> ListAsync(
        long? keyId, DateOnly? from, DateOnly? to, string? after, int limit, CancellationToken cancellationToken)
    {
        var records = await _database.QueryAsync<IdNumberSearchRecord>(
            Select + _database.Dialect.FirstRows,
            new
            {
                KeyId = keyId,
                firstAt = from is { } first ? ChinaTime.StartOf(first) : default(DateTimeOffset?),
                lastAt = to is { } last ? ChinaTime.StartOf(last.AddDays(1)) : default(DateTimeOffset?),
                before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : default(long?),
                limit,
            },
            cancellationToken);
        return new Page<IdNumberSearch>(
            [.. records.Select(each => new IdNumberSearch(each.Id, each.At, each.KeyId, Convert.ToHexStringLower(each.HolderKey)))],
            records.Count == limit ? records[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Records a search; refused, and not recorded, when the person's searches of this day in China are used up.</summary>
    internal async Task<Result<byte[]>> TakeAsync(ApiKey reader, byte[] holderKey, CancellationToken cancellationToken)
    {
        var (now, dayBegan, allowed) = (_clock.GetUtcNow(), ChinaTime.StartOf(_clock.Today()), _options.IdNumbersADay);
        return await _database.WriteUnlessRefusedAsync<byte[]>(
            async write =>
            {
                var personId = await write.FindAsync<long?>(SelectPerson, new { KeyId = reader.Id }, cancellationToken);
                var who = new { At = dayBegan, PersonId = personId, KeyId = reader.Id };
                if (await write.ScalarAsync<long>(Count, who, cancellationToken) >= allowed)
                {
                    return new Refusal(RefusalCode.TooManyIdSearches, "idNumber",
                        $"At most {allowed} searches by ID number a person and day: go on tomorrow, or search by number or name.",
                        $"每人每天按证件号码最多查找 {allowed} 次，请明日再试，或按证书编号、姓名查找。");
                }

                await write.ExecuteAsync(
                    Insert, new { At = now, KeyId = reader.Id, PersonId = personId, HolderKey = holderKey }, cancellationToken);
                return holderKey;
            },
            cancellationToken);
    }
}

/// <summary>A search by ID number on record.</summary>
/// <param name="Id">Its place in the order of searches.</param>
/// <param name="At">When.</param>
/// <param name="KeyId">Whose key.</param>
/// <param name="IdNumberHash">Keyed hash of the number, lower-case hex: equal for one number.</param>
public sealed record IdNumberSearch(long Id, DateTimeOffset At, long KeyId, string IdNumberHash);

/// <summary>The same as it stands in the register.</summary>
internal sealed class IdNumberSearchRecord
{
    public required long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long KeyId { get; init; }
    public required byte[] HolderKey { get; init; }
}

/// <summary>Section <c>Search</c>: how far people may look for people.</summary>
public sealed class SearchOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Search";

    /// <summary>Searches by ID number a person and day (China), 1–100,000.</summary>
    public int IdNumbersADay { get; set; } = 200;
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class SearchOptionsValidator : IValidateOptions<SearchOptions>
{
    public ValidateOptionsResult Validate(string? name, SearchOptions options) => options.IdNumbersADay is >= 1 and <= 100_000
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Search:IdNumbersADay must lie between 1 and 100000.");
}
