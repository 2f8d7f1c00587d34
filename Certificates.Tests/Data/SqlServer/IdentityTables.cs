using Microsoft.SqlServer.Dac.Model;

namespace Certificates.Tests.Data.SqlServer;

/// <summary>Which tables with a number for an id have it made by the database.</summary>
internal static class IdentityTables
{
    /// <summary>By schema and name; tables whose id is no number, or that have none, are absent.</summary>
    public static Dictionary<string, bool> Of(TSqlModel model)
    {
        var found = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var table in model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass))
        {
            var id = table.GetReferenced(Table.Columns).SingleOrDefault(column => column.Name.Parts[^1] == "Id");
            if (id?.GetReferenced(Column.DataType).Single().Name.Parts[^1] == "bigint")
            {
                found.Add(string.Join('.', table.Name.Parts), id.GetProperty<bool>(Column.IsIdentity));
            }
        }

        return found;
    }
}
