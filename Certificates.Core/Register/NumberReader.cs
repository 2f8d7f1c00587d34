using Certificates.Core.Data;
using Certificates.Core.Data.SqlServer;

namespace Certificates.Core.Register;

/// <summary>Certificates by the numbers that files name: those a grade rests on, and those that are taken.</summary>
internal sealed class NumberReader(Database database)
{
    /// <summary>Most numbers a statement takes; more are read in parts.</summary>
    private const int MostAtOnce = 500;

    private const string SelectByNumbers = Standing.Select + " WHERE Number IN @numbers";

    private const string SelectRestsOn =
        "SELECT t.Number FROM Certificate c JOIN Certificate t ON t.Id = c.RestsOnCertificateId WHERE c.Id = @certificateId";

    private const string SelectNames =
        "SELECT c.Id, c.Number, i.Code AS InstitutionCode FROM Certificate c JOIN Institution i ON i.Id = c.InstitutionId WHERE "
            + "c.Id IN @ids";

    /// <summary>Those of the numbers that are in the register, reserved ones included.</summary>
    public Task<IReadOnlyDictionary<string, Standing>> FindAsync(IEnumerable<string> numbers, CancellationToken cancellationToken) =>
        FindAsync(numbers, parameters => database.QueryAsync<Standing>(SelectByNumbers, parameters, cancellationToken));

    /// <summary>The same within a write.</summary>
    public static Task<IReadOnlyDictionary<string, Standing>> FindAsync(
        WriteTransaction write, IEnumerable<string> numbers, CancellationToken cancellationToken) =>
        FindAsync(numbers, parameters => write.QueryAsync<Standing>(SelectByNumbers, parameters, cancellationToken));

    /// <summary>The number of the training certificate that a certificate rests on; null when it rests on none.</summary>
    public Task<string?> RestsOnAsync(long certificateId, CancellationToken cancellationToken) =>
        database.FindAsync<string>(SelectRestsOn, new { certificateId }, cancellationToken);

    /// <summary>What certificates are called, by their ids; at most 1,000 a call.</summary>
    public async Task<IReadOnlyDictionary<long,
        CertificateName>> NamesAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        (await database.QueryAsync<CertificateName>(SelectNames, new { ids }, cancellationToken)).ToDictionary(name => name.Id);

    private static async Task<IReadOnlyDictionary<string, Standing>> FindAsync(
        IEnumerable<string> numbers, Func<object, Task<IReadOnlyList<Standing>>> query)
    {
        var found = new Dictionary<string, Standing>(StringComparer.Ordinal);
        foreach (var part in numbers.Distinct(StringComparer.Ordinal).Chunk(MostAtOnce))
        {
            foreach (var certificate in await query(new { numbers = part.Select(number => Ansi.Of(number, Ansi.NumberLength)) }))
            {
                found.Add(certificate.Number, certificate);
            }
        }

        return found;
    }
}

/// <summary>A certificate's number, and its institution's code.</summary>
internal sealed class CertificateName
{
    public required long Id { get; init; }
    public required string Number { get; init; }
    public required string InstitutionCode { get; init; }
}
