namespace Certificates.Core.Files;

/// <summary>Where uploads lie while they are read; nothing in it outlives its request.</summary>
/// <param name="Path">A folder below the data directory.</param>
public sealed record SpoolFolder(string Path);
