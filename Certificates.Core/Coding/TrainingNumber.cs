using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Coding;

/// <summary>
/// The number of the training certificate (培训合格证书) that a grade's row names: one of this system's, or an earlier one as it stands on the
/// paper. <see cref="TryParse"/> is the only way in.
/// </summary>
public sealed record TrainingNumber
{
    private TrainingNumber(CertificateNumber? number, string? printedKey) => (Number, PrintedKey) = (number, printedKey);

    /// <summary>What the register may know it by; null for an earlier one that has other characters than ours.</summary>
    public CertificateNumber? Number { get; }

    /// <summary>What an earlier one is found by, at whatever institution; null for one of this system's.</summary>
    public string? PrintedKey { get; }

    /// <summary>Reads a number as somebody sent it; false for what is none, and for the number of a grade's certificate.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TrainingNumber? number)
    {
        number = CertificateNumber.TryParse(text, out var own, out _) && !own.IsEarlier
            ? own.Kind == CertificateKind.Training ? new TrainingNumber(own, null) : null
            : PrintedNumber.TryParse(text, out var printed, out _) ? new TrainingNumber(printed.Plain, printed.Key) : null;
        return number is not null;
    }
}
