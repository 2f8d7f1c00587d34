namespace Certificates.Core.Data;

/// <summary>Where the scripts of a database's schema are, and where it is kept which of them ran.</summary>
/// <param name="Folder">Folder among the embedded resources, such as <c>schema/sqlite/</c>.</param>
/// <param name="Journal">The table with each script's SHA-256; it is there once the lock for migration is held.</param>
internal sealed record SchemaScripts(string Folder, string Journal);
