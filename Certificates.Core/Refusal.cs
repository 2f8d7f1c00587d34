namespace Certificates.Core;

/// <summary>
/// What a caller caused and can mend: returned as a value, never thrown. An outage or a bug is an exception.
/// </summary>
/// <param name="Code">Reason code of the contract, snake_case.</param>
/// <param name="Field">The field or key that is at fault, in the English names of the contract; null when it is the whole.</param>
/// <param name="Message">What is wrong and what to do, free of personal data.</param>
public sealed record Refusal(string Code, string? Field, string Message);
