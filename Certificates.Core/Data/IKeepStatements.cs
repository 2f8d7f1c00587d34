namespace Certificates.Core.Data;

/// <summary>A database that can keep statements prepared; where it cannot, they are run as any other.</summary>
internal interface IKeepStatements
{
    /// <summary>Keeps reading statements; null when this database is not only read.</summary>
    KeptStatements? Keep();
}
