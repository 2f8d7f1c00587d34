using Certificates.Core.Coding;

namespace Certificates.Core.Lifecycle;

/// <summary>Which certificates a change is for: one, all of a batch, or a list.</summary>
public sealed record ChangeTarget
{
    /// <summary>Most numbers of a list.</summary>
    public const int LongestList = 10_000;

    private ChangeTarget(Guid? batchId, IReadOnlyList<CertificateNumber> numbers, bool isList) =>
        (BatchId, Numbers, IsList) = (batchId, numbers, isList);

    /// <summary>The batch; null when it is none.</summary>
    public Guid? BatchId { get; }

    /// <summary>The numbers; empty for a batch.</summary>
    public IReadOnlyList<CertificateNumber> Numbers { get; }

    /// <summary>True for a list, also of one number.</summary>
    public bool IsList { get; }

    /// <summary>How the register names it: the number, the batch's id, or nothing for a list.</summary>
    internal string Key => BatchId?.ToString() ?? (IsList ? "" : Numbers[0].Value);

    /// <summary>One certificate.</summary>
    public static ChangeTarget Of(CertificateNumber number) => new(null, [number], isList: false);

    /// <summary>Every certificate issued out of a batch.</summary>
    public static ChangeTarget OfBatch(Guid batchId) => new(batchId, [], isList: false);

    /// <summary>A list as sent; a number that stands in it twice counts once.</summary>
    /// <param name="numbers">1–10,000 numbers as people write them.</param>
    /// <returns>
    /// The list; or <c>numbers_missing</c>, <c>too_many_numbers</c>, or <c>number_mistyped</c> for each that is none, by its place:
    /// <c>numbers[3]</c>.
    /// </returns>
    public static Result<ChangeTarget> ReadList(IReadOnlyList<string?>? numbers)
    {
        if (numbers is not { Count: > 0 and <= LongestList })
        {
            return numbers is not { Count: > 0 }
                ? new Refusal(RefusalCode.NumbersMissing, "numbers")
                : new Refusal(RefusalCode.TooManyNumbers, "numbers",
                    $"A list has at most {LongestList} numbers: send several.",
                    $"一个列表最多 {LongestList} 个编号，请分次提交。");
        }

        var (read, wrong) = (new List<CertificateNumber>(numbers.Count), new List<Refusal>());
        for (var i = 0; i < numbers.Count; i++)
        {
            if (CertificateNumber.TryParse(numbers[i], out var number, out var refusal))
            {
                read.Add(number);
            }
            else
            {
                wrong.Add(refusal with { Field = Place(i) });
            }
        }

        return Refusals.Of(wrong) is { } faults ? faults : new ChangeTarget(null, read, isList: true);
    }

    /// <summary>A place in the list as faults name it, from 0.</summary>
    internal static string Place(int index) => $"numbers[{index}]";
}
