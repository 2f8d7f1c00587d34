namespace Certificates.Core.Directories;

/// <summary>What a write to a directory led to.</summary>
/// <param name="Value">The entry as it stands now.</param>
/// <param name="IsNew">True when there was none before.</param>
public sealed record Written<T>(T Value, bool IsNew)
    where T : notnull;
