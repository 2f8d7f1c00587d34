namespace Certificates.Core.Data;

/// <summary>A database that can keep a statement prepared; where it cannot, the statement is run as any other.</summary>
internal interface IKeepStatements
{
    /// <summary>Keeps a reading statement with one text parameter; null when this database is not only read.</summary>
    KeptStatement<T>? Keep<T>(string statement)
        where T : class;
}
