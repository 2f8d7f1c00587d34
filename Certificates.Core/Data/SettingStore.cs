
namespace Certificates.Core.Data;

/// <summary>What a database was made for, written once.</summary>
internal sealed class SettingStore(Database database)
{
    /// <summary>Name of the mark of a demo's database.</summary>
    public const string Specimen = "specimen";

    private const string Select = "SELECT Value FROM Setting WHERE Name = @name";
    private const string Insert = "INSERT INTO Setting (Name, Value) SELECT @name, @value WHERE NOT EXISTS (SELECT 1 FROM Setting "
        + "WHERE Name = @name)";

    /// <summary>Writes a setting if it is not there yet; the one that stands.</summary>
    public async Task<string> KeepAsync(string name, string value, CancellationToken cancellationToken)
    {
        await database.ExecuteIdempotentAsync(Insert, new { name = Ansi.Of(name, 100), value }, cancellationToken);
        return (await FindAsync(name, cancellationToken))!;
    }

    /// <summary>A setting; null when it was never written.</summary>
    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        database.FindAsync<string>(Select, new { name = Ansi.Of(name, 100) }, cancellationToken);
}
