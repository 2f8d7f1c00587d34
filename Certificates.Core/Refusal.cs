namespace Certificates.Core;

/// <summary>What a caller caused and can mend: returned as a value, never thrown. An outage or a bug is an exception.</summary>
/// <param name="Code">One of the set.</param>
/// <param name="Field">The field or key that is at fault, in the English names of the contract; null when it is the whole.</param>
/// <param name="Message">What is wrong and what to do, in English, with its particulars; free of personal data.</param>
/// <param name="Chinese">The same in Chinese; null where the code's own sentence says it.</param>
public sealed record Refusal(RefusalCode Code, string? Field, string Message, string? Chinese = null)
{
    /// <summary>A refusal without particulars: the code's own sentences say it all.</summary>
    public Refusal(RefusalCode code, string? field = null)
        : this(code, field, code.English)
    {
    }

    /// <summary>The text in a language.</summary>
    /// <param name="language">A tag such as <c>zh-CN</c>; whatever is not Chinese is answered in English.</param>
    public string In(string language) =>
        language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese ?? Code.Chinese : Message;
}
