using System.Data.Common;

namespace Certificates.Core.Data;

/// <summary>Looks at a database before it is read: one that must not be believed is not read.</summary>
internal interface IReadGuard
{
    /// <summary>Asks the database on a connection that is open.</summary>
    /// <exception cref="RegisterUnfitException">It must not be believed.</exception>
    Task RequireAsync(DbConnection connection, CancellationToken cancellationToken);
}

/// <summary>The register answers, and what it says must not be believed: an outage, which the message puts into words.</summary>
internal sealed class RegisterUnfitException(string why, Exception? inner = null) : DbException(why, inner);
