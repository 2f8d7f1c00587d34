using System.Data.Common;

namespace Certificates.Core.Data;

/// <summary>Looks before a database is written to.</summary>
internal interface IWriteGuard
{
    /// <summary>Lets a write begin.</summary>
    /// <exception cref="ClockWrongException">What would be written now would bear a wrong instant.</exception>
    Task RequireAsync(CancellationToken cancellationToken);
}

/// <summary>
/// The clock must not be believed: an outage that ends when it is put right. The message says what it says, and against what.
/// </summary>
public sealed class ClockWrongException : DbException
{
    internal ClockWrongException(string why)
        : base(why)
    {
    }
}
