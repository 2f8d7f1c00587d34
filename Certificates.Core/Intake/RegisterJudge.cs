using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Intake;

/// <summary>
/// Adds to judged rows what only the register tells: a training certificate that does not hold, a number that is taken, a certificate
/// that exists.
/// </summary>
internal sealed class RegisterJudge(CertificateReader certificates, NumberReader numbers, HolderKeys holderKeys)
{
    /// <summary>Most rows a call: the holders of all are asked for at once.</summary>
    public const int MostRows = 500;

    /// <summary>The rows in the same order, those that may become or double a certificate with their holder's key.</summary>
    public async Task<IReadOnlyList<(JudgedRow Row, byte[]? HolderKey)>> JudgeAsync(
        IReadOnlyList<JudgedRow> rows, CertificateKind kind, long institutionId, CancellationToken cancellationToken)
    {
        var named = await numbers.FindAsync(rows.SelectMany(row => Numbers(row, institutionId)), cancellationToken);
        var training = new NamedTraining(await numbers.TrainingAsync(
            rows.Select(row => row.Result?.RestsOn).OfType<TrainingNumber>(), cancellationToken));
        var judged = rows.Select(row => Named(row, training)).ToList();
        var keys = judged.ConvertAll(row =>
            row is { Outcome: RowOutcome.Pending, Result: { } result } ? holderKeys.Of(result.Holder.Document) : null);
        var live = (await certificates.LiveAsync([.. keys.OfType<byte[]>()], cancellationToken))
            .Where(certificate => certificate.Status != CertificateStatus.Reserved)
            .ToDictionary(HeldGrade.Of);
        return [.. judged.Select((row, i) => keys[i] is { } key ? Held(row, key, kind, institutionId, named, live) : (row, null))];
    }

    private static IEnumerable<string> Numbers(JudgedRow row, long institutionId) => row.Result?.Earlier?.Known(institutionId) ?? [];

    private JudgedRow Named(JudgedRow row, NamedTraining training)
    {
        if (row.Result is not { RestsOn: { } number } result)
        {
            return row;
        }

        var key = holderKeys.Of(result.Holder.Document);
        return training.Find(number, key, result.Holder, result.Occupation, result.Grade) is null
            ? row.Rejected(NamedTraining.Fault)
            : row;
    }

    private static (JudgedRow Row, byte[]? HolderKey) Held(
        JudgedRow row,
        byte[] key,
        CertificateKind kind,
        long institutionId,
        IReadOnlyDictionary<string, Standing> named,
        Dictionary<HeldGrade, Standing> live)
    {
        var result = row.Result!;
        var twin = live.GetValueOrDefault(HeldGrade.Of(
            key, result.Holder, kind, result.Occupation.Number, result.Direction?.Number, result.Grade));
        var number = result.Earlier?.NumberAmong(named, institutionId);
        return NumberCheck.Fault(number, named, twin) is { } fault ? (row.Rejected(fault), null)
            : twin is null ? (row, key)
            : (row with { Outcome = RowOutcome.Duplicate, Reasons = [DuplicateRefusal.Of(twin, institutionId)], Result = null }, key);
    }
}

/// <summary>
/// Whether the number of an earlier certificate is free. Judged when the file comes in, and again in the write that enters it.
/// </summary>
internal static class NumberCheck
{
    /// <summary><c>number_taken</c>; null when it is free, or taken by the very certificate that makes the row a duplicate.</summary>
    public static Refusal? Fault(CertificateNumber? number, IReadOnlyDictionary<string, Standing> named, Standing? twin) =>
        number is null || !named.ContainsKey(number.Value) || twin?.Number == number.Value
            ? null
            : new Refusal(RefusalCode.NumberTaken, ResultsColumn.Number.English());
}

/// <summary>
/// The training certificates that rows of grades name. A grade can rest on one that is in force, and of the same holder, occupation and
/// grade. Judged when the file comes in, and again in the write that numbers the certificate.
/// </summary>
/// <param name="found">What the register has by their numbers.</param>
internal sealed class NamedTraining(IReadOnlyList<Standing> found)
{
    private readonly ILookup<string, Standing> _found = found
        .Where(certificate => certificate is { Status: CertificateStatus.Valid, Kind: CertificateKind.Training })
        .SelectMany(certificate => new[] { certificate.Number, certificate.PrintedKey }.OfType<string>(), (each, key) => (each, key))
        .ToLookup(pair => pair.key, pair => pair.each, StringComparer.Ordinal);

    /// <summary><c>training_certificate_invalid</c>, the same words whatever is wrong: nothing is told of another holder's.</summary>
    public static Refusal Fault { get; } = new(
        RefusalCode.TrainingCertificateInvalid,
        "trainingCertificateNumber",
        "There is no training certificate of this number in force for this holder, occupation and grade.");

    /// <summary>The one a row can rest on; null when it names none, or one that it cannot rest on.</summary>
    public Standing? Find(TrainingNumber? number, byte[] holderKey, Holder holder, Occupation occupation, Grade grade) =>
        new[] { number?.Number?.Value, number?.PrintedKey }.OfType<string>().SelectMany(key => _found[key]).FirstOrDefault(certificate =>
            certificate.HolderKey.AsSpan().SequenceEqual(holderKey)
            && certificate.PassportNameKey == holder.PassportNameKey
            && certificate.OccupationNumber == occupation.Number
            && certificate.Grade == grade);
}
