using Certificates.Core.Data;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Certificates.Tests.Data.SqlServer;

/// <summary>What the scripts do for a register of millions, read out of them by SQL Server's own parser.</summary>
internal sealed class LargeRegisterTests
{
    private static readonly IReadOnlyList<TSqlStatement> ByYear =
        SchemaFolder.Parse(SchemaFolder.Text(typeof(Dialect).Assembly, "schema/sqlserver/documents-by-year.sql"));

    private static readonly List<TSqlStatement> OnSqlServerAlone =
    [
        .. RegisterModel.Register.Statements.Concat(RegisterModel.Desk.Statements).OfType<IfStatement>().SelectMany(Executed).SelectMany(SchemaFolder.Parse),
    ];

    /// <summary>What a script hands to EXEC is parsed when it runs, and by no test of whole scripts.</summary>
    [Test]
    public void ExecutedText_NamesOnlyWhatThereIs()
    {
        using var model = RegisterModel.Open();
        var named = model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass, PrimaryKeyConstraint.TypeClass).Select(each => string.Join('.', each.Name.Parts)).ToList();

        Assert.That(OnSqlServerAlone, Is.Not.Empty);
        Assert.That(OnSqlServerAlone.OfType<AlterTableSetStatement>().Select(set => Name(set.SchemaObjectName)), Is.SubsetOf(named));
        Assert.That(OnSqlServerAlone.OfType<AlterIndexStatement>().Select(index => Name(index.OnName)).Distinct(StringComparer.Ordinal), Is.SubsetOf(named));
        Assert.That(
            OnSqlServerAlone.OfType<AlterIndexStatement>().Where(index => index.Name is not null).Select(index => $"{index.OnName.SchemaIdentifier.Value}.{index.Name.Value}"),
            Is.SubsetOf(named));
    }

    [Test]
    public void DeclinedBatch_OfAnySize_LocksRowsAndNeverTheTable() => Assert.That(
        OnSqlServerAlone.OfType<AlterTableSetStatement>().Where(set => Name(set.SchemaObjectName) == "dbo.BatchRow")
            .SelectMany(set => set.Options.OfType<LockEscalationTableOption>()).Select(option => option.Value),
        Is.EqualTo(new[] { Microsoft.SqlServer.TransactSql.ScriptDom.LockEscalationMethod.Disable }));

    /// <summary>The tables whose rows come in the order of their key from all writers at once.</summary>
    [Test]
    public void GrowingTables_AreOptimisedForASequentialKey() => Assert.That(
        OnSqlServerAlone.OfType<AlterIndexStatement>()
            .Where(index => index.IndexOptions.OfType<IndexStateOption>()
                .Any(option => option is { OptionKind: IndexOptionKind.OptimizeForSequentialKey, OptionState: OptionState.On }))
            .Select(index => index.OnName.BaseIdentifier.Value),
        Is.EquivalentTo(new[] { "AccessRecord", "Certificate", "CertificateEvent", "CertificateVersion", "Document" }));

    [TestCase("IX_BatchRow_Lease", "BatchRow", "LeaseOwner", "Outcome = 0 AND LeaseOwner IS NOT NULL")]
    [TestCase("IX_Certificate_Direction", "Certificate", "OccupationNumber, DirectionNumber", null)]
    public void Index_IsThere(string name, string table, string columns, string? filter)
    {
        using var model = RegisterModel.Open();
        var index = model.GetObjects(DacQueryScopes.UserDefined, Microsoft.SqlServer.Dac.Model.Index.TypeClass).Single(each => each.Name.Parts[^1] == name);

        Assert.That(index.Name.Parts[1], Is.EqualTo(table));
        Assert.That(string.Join(", ", index.GetReferenced(Microsoft.SqlServer.Dac.Model.Index.Columns).Select(column => column.Name.Parts[^1])), Is.EqualTo(columns));
        Assert.That(TableShape.Filter(index.GetScript().Split("WHERE").Skip(1).SingleOrDefault()), Is.EqualTo(TableShape.Filter(filter)));
    }

    /// <summary>Two indexes that begin with the same column and serve the same question are one too many for every insert.</summary>
    [Test]
    public void Certificate_HasOneIndexByHolder()
    {
        using var model = RegisterModel.Open();
        var byHolder = model.GetObjects(DacQueryScopes.UserDefined, Microsoft.SqlServer.Dac.Model.Index.TypeClass)
            .Where(index => index.Name.Parts[1] == "Certificate")
            .Where(index => index.GetReferenced(Microsoft.SqlServer.Dac.Model.Index.Columns).First().Name.Parts[^1] == "HolderKey");

        Assert.That(byHolder.Select(index => index.Name.Parts[^1]), Is.EqualTo(new[] { "UX_Certificate_Live" }));
    }

    [Test]
    public void DocumentsByYear_AreTheSameTableOnASchemeOfItsOwn()
    {
        var made = All<CreateTableStatement>(ByYear).Single();
        var before = All<CreateTableStatement>(RegisterModel.Register.Statements).Single(table => Name(table.SchemaObjectName) == "dbo.Document");

        Assert.That(made.Definition.ColumnDefinitions.Select(Column), Is.EqualTo(before.Definition.ColumnDefinitions.Select(Column)));
        Assert.That(made.OnFileGroupOrPartitionScheme.Name.Value, Is.EqualTo("DocumentYears"));
        Assert.That(made.OnFileGroupOrPartitionScheme.PartitionSchemeColumns.Select(column => column.Value), Is.EqualTo(new[] { "Id" }));
        Assert.That(
            All<InsertSpecification>(ByYear).Single().Columns.Select(column => column.MultiPartIdentifier.Identifiers[^1].Value),
            Is.EqualTo(before.Definition.ColumnDefinitions.Select(column => column.ColumnIdentifier.Value)));
    }

    /// <summary>Every constraint that went with the former table comes back by its name, and the one that points to it.</summary>
    [Test]
    public void DocumentsByYear_KeepsEveryConstraint()
    {
        using var model = RegisterModel.Open();
        var before = model.GetObjects(DacQueryScopes.UserDefined, PrimaryKeyConstraint.TypeClass, UniqueConstraint.TypeClass, ForeignKeyConstraint.TypeClass)
            .Where(each => each.GetReferenced().Any(part => string.Join('.', part.Name.Parts) == "dbo.Document")).Select(each => each.Name.Parts[^1]);
        var again = All<AlterTableAddTableElementStatement>(ByYear).SelectMany(add => add.Definition.TableConstraints).Select(constraint => constraint.ConstraintIdentifier.Value);
        var renamed = All<ExecuteStatement>(ByYear).SelectMany(Literals).Where(text => text.StartsWith("PK_", StringComparison.Ordinal));

        Assert.That(again.Concat(renamed), Is.EquivalentTo(before));
    }

    private static IEnumerable<string> Executed(IfStatement guarded) => All<ExecuteStatement>([guarded])
        .SelectMany(execute => execute.ExecuteSpecification.ExecutableEntity is ExecutableStringList list ? list.Strings : [])
        .OfType<StringLiteral>().Select(text => text.Value);

    private static IEnumerable<string> Literals(ExecuteStatement execute) =>
        execute.ExecuteSpecification.ExecutableEntity.Parameters.Select(parameter => parameter.ParameterValue).OfType<StringLiteral>().Select(text => text.Value);

    private static string Column(ColumnDefinition column) =>
        $"{column.ColumnIdentifier.Value} {SchemaFolder.Write(column.DataType)} {column.Collation?.Value} {column.Constraints.OfType<NullableConstraintDefinition>().Single().Nullable}";

    private static string Name(SchemaObjectName name) => $"{name.SchemaIdentifier.Value}.{name.BaseIdentifier.Value}";

    private static List<T> All<T>(IEnumerable<TSqlStatement> statements)
        where T : TSqlFragment
    {
        var found = new Fragments<T>();
        foreach (var statement in statements)
        {
            statement.Accept(found);
        }

        return found.All;
    }

    private sealed class Fragments<T> : TSqlFragmentVisitor
        where T : TSqlFragment
    {
        public List<T> All { get; } = [];

        public override void Visit(TSqlFragment node)
        {
            if (node is T found)
            {
                All.Add(found);
            }
        }
    }
}
