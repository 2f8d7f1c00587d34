using Certificates.Core.Access;
using Certificates.Core.Catalogue;
using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Register;
using Certificates.Core.Register.StatusLists;
using Certificates.Core.Signing;
using Certificates.Core.Verifying.Gate;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Certificates.Tests.Data.SqlServer;

/// <summary>The rights of the two services: enough for what they run, and no more.</summary>
internal sealed class GrantTests
{
    /// <summary>Statements of the shared readers that the issuing service alone runs.</summary>
    private static readonly string[] OfTheIssuer = ["CredentialListStore.SelectPlace", "CredentialListStore.CountPlaces", "CredentialListStore.SelectSet", "CertificateReader.SelectPhotos", "CertificateReader.SelectEvents", "ApiKeyStore.SelectAll"];

    private static readonly IReadOnlyList<TSqlStatement> Script =
        SchemaFolder.Parse(SchemaFolder.Text(typeof(Dialect).Assembly, "schema/sqlserver/grants.sql"));

    [Test]
    public void Grants_NameOnlyWhatThereIs()
    {
        using var model = RegisterModel.Open();
        model.AddObjects("CREATE ROLE certificates_issuer\nGO\nCREATE ROLE certificates_verifier\nGO\nCREATE ROLE certificates_purger");
        foreach (var statement in Script.Where(statement => statement is GrantStatement or DenyStatement))
        {
            model.AddObjects(SchemaFolder.Write(statement));
        }

        Assert.That(RegisterModel.Faults(model), Is.Empty);
    }

    [Test]
    public void Verifier_ReadsWhatTheSiteAsksFor_AndNothingElseOfTheRegister()
    {
        var visitor = new TableVisitor();
        Type[] readers = [typeof(CertificateReader), typeof(CatalogueReader), typeof(SigningKeyStore), typeof(DataKeyStore), typeof(RegisterGate), typeof(SettingStore), typeof(ApiKeyStore), typeof(LogReader), typeof(StatusListStore), typeof(CredentialListStore), typeof(PdfArchive)];
        foreach (var statement in readers.SelectMany(Statement.Of).Where(IsRead))
        {
            SchemaFolder.Parse(statement.Single).ToList().ForEach(part => part.Accept(visitor));
        }

        var granted = Script.OfType<GrantStatement>()
            .Where(grant => grant.Principals.Any(principal => principal.Identifier.Value == "certificates_verifier"))
            .Where(grant => grant.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers[0].Value == "dbo").ToList();

        Assert.That(granted.SelectMany(grant => grant.Permissions).SelectMany(permission => permission.Identifiers).Select(word => word.Value), Has.All.EqualTo("SELECT"));
        Assert.That(
            granted.Select(grant => grant.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers[^1].Value),
            Is.EquivalentTo(visitor.Tables.Append("Heartbeat")));

        static bool IsRead(Statement statement) => statement.Text.StartsWith("SELECT", StringComparison.Ordinal)
            && !OfTheIssuer.Contains(statement.Name, StringComparer.Ordinal);
    }

    /// <summary>A DENY on the schema would beat the grants on its table.</summary>
    [Test]
    public void Issuer_OfTheDesk_ReadsReportsAndOrdersAndWritesTheirAnswers_AndNothingElse()
    {
        var rights = Script.OfType<SecurityStatement>()
            .Where(right => right is GrantStatement or DenyStatement)
            .Where(right => right.Principals.Any(principal => principal.Identifier.Value == "certificates_issuer"))
            .Where(right => Target(right).Contains("desk", StringComparison.Ordinal)).ToList();

        Assert.That(
            rights.Select(right => $"{right.GetType().Name} {right.Permissions.Single().Identifiers.Single().Value} {Target(right)} {string.Join(' ', right.SecurityTargetObject.Columns.Select(column => column.Value))}"),
            Is.EqualTo(new[]
            {
                "GrantStatement SELECT desk.MistakeReport ",
                "GrantStatement SELECT desk.RefusedAccess ",
                "GrantStatement SELECT desk.CopyOrder ",
                "GrantStatement UPDATE desk.MistakeReport TextCipher KeyId AnswerCipher AnswerKeyId AnsweredAt AnsweredByKeyId",
                "GrantStatement UPDATE desk.CopyOrder WordsCipher WordsKeyId AnsweredAt Refusal BodyCipher BodyKeyId FileHash CodeHash",
            }));
    }

    /// <summary>What happened stays as it was written, whichever of the two services is taken over.</summary>
    [TestCase("certificates_issuer", "dbo.CertificateEvent")]
    [TestCase("certificates_issuer", "dbo.DirectoryEvent")]
    [TestCase("certificates_issuer", "dbo.AccessRecord")]
    [TestCase("certificates_issuer", "dbo.RecoveryRun")]
    [TestCase("certificates_issuer", "dbo.LogCheckpoint")]
    [TestCase("certificates_verifier", "desk.CheckRun")]
    public void Service_OfWhatHappened_ChangesAndDeletesNothing(string role, string table) => Assert.That(
        Script.OfType<DenyStatement>().Where(deny => deny.Principals.Any(principal => principal.Identifier.Value == role) && Target(deny) == table)
            .SelectMany(deny => deny.Permissions).SelectMany(permission => permission.Identifiers).Select(word => word.Value),
        Is.EquivalentTo(new[] { "UPDATE", "DELETE" }));

    /// <summary>Whoever forgets old records does so by two procedures that keep three years, and may do nothing else.</summary>
    [Test]
    public void Purger_RunsItsTwoProcedures_AndNothingElse()
    {
        var rights = Script.OfType<SecurityStatement>().Where(right => right.Principals.Any(principal => principal.Identifier.Value == "certificates_purger"));

        Assert.That(
            rights.Select(right => $"{right.GetType().Name} {right.Permissions.Single().Identifiers.Single().Value} {Target(right)}"),
            Is.EquivalentTo(new[] { "GrantStatement EXECUTE dbo.PurgeAccessRecords", "GrantStatement EXECUTE desk.PurgeCheckRuns" }));
    }

    [TestCase("PurgeAccessRecords", "AccessRecord")]
    [TestCase("PurgeCheckRuns", "CheckRun")]
    public void Purge_DeletesWhatIsOlderThanItsArgument_AndRefusesOneOfLessThanThreeYears(string procedure, string table)
    {
        var body = RegisterModel.Register.Statements.Concat(RegisterModel.Desk.Statements).OfType<CreateProcedureStatement>()
            .Single(made => made.ProcedureReference.Name.BaseIdentifier.Value == procedure);
        var text = SchemaFolder.Write(body);

        Assert.That(text, Does.Contain("@before > DATEADD(year, -3, SYSUTCDATETIME())").And.Contain("THROW"));
        Assert.That(text.Split("DELETE"), Has.Length.EqualTo(2));
        Assert.That(text, Does.Contain($".{table}").And.Contain("At < @before"));
    }

    private static string Target(SecurityStatement right) =>
        string.Join('.', right.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers.Select(part => part.Value));

    private sealed class TableVisitor : TSqlFragmentVisitor
    {
        public HashSet<string> Tables { get; } = new(StringComparer.Ordinal);

        public override void Visit(NamedTableReference node)
        {
            if (node.SchemaObject.SchemaIdentifier?.Value != "desk")
            {
                Tables.Add(node.SchemaObject.BaseIdentifier.Value);
            }
        }
    }
}
