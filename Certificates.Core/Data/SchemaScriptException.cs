namespace Certificates.Core.Data;

/// <summary>A schema script failed on this database: it is full, read-only, or has things that this schema does not make.</summary>
public sealed class SchemaScriptException : InvalidOperationException
{
    internal SchemaScriptException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
