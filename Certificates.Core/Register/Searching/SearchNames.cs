using Certificates.Core.Data;

namespace Certificates.Core.Register.Searching;

/// <summary>
/// Gives versions on record the form their names are searched by: those of a register made before it was kept, and after a change of the
/// form all. Until that is done a search folds the names that still wait itself, so that nothing is missed.
/// </summary>
public sealed class SearchNames
{
    private const int Chunk = 500;

    // The form of PersonName.LookUpForm; the index of rows that wait has it too.
    private const string Waits = "SearchForm < 1";

    private const string Select = "SELECT CertificateId, Version, Name FROM CertificateVersion WHERE " + Waits + """
         AND (CertificateId > @CertificateId OR CertificateId = @CertificateId AND Version > @Version)
        ORDER BY CertificateId, Version
        """;

    private const string Keep = """
        UPDATE CertificateVersion SET SearchName = @SearchName, SearchForm = @SearchForm
        WHERE CertificateId = @CertificateId AND Version = @Version
        """;

    private readonly Database _database;

    internal SearchNames(Database database) => _database = database;

    /// <summary>Runs to the end, or until it is told to stop: the next run goes on with what is left.</summary>
    /// <returns>How many names were given their form.</returns>
    public async Task<int> FillAsync(CancellationToken cancellationToken)
    {
        var filled = 0;
        await foreach (var part in WaitingAsync(cancellationToken))
        {
            var rows = part.Select(name => new
            {
                SearchName = PersonName.LookUpKey(name.Name),
                SearchForm = (long)PersonName.LookUpForm,
                name.CertificateId,
                name.Version,
            });
            filled += await _database.WriteIdempotentAsync(
                write => write.ExecuteAsync(Keep, rows.ToList(), cancellationToken), cancellationToken);
        }

        return filled;
    }

    /// <summary>The certificates among those that still wait whose name has this key; empty, at no cost, where none waits.</summary>
    internal async Task<IReadOnlyCollection<long>> WaitingWithAsync(string searchName, CancellationToken cancellationToken)
    {
        var found = new HashSet<long>();
        await foreach (var part in WaitingAsync(cancellationToken))
        {
            found.UnionWith(part.Where(name => PersonName.LookUpKey(name.Name) == searchName).Select(name => name.CertificateId));
        }

        return found;
    }

    private async IAsyncEnumerable<IReadOnlyList<WaitingName>> WaitingAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, part) = (new WaitingName { CertificateId = 0, Version = 0, Name = "" }, default(IReadOnlyList<WaitingName>));
        do
        {
            part = await _database.QueryAsync<WaitingName>(
                Select + _database.Dialect.FirstRows, new { last.CertificateId, last.Version, limit = Chunk }, cancellationToken);
            if (part.Count > 0)
            {
                yield return part;
                last = part[^1];
            }
        }
        while (part.Count == Chunk);
    }
}

/// <summary>A name on record that has no form to be searched by yet.</summary>
internal sealed class WaitingName
{
    public required long CertificateId { get; init; }
    public required long Version { get; init; }
    public required string Name { get; init; }
}
