using System.Data;
using Certificates.Core.Data;
using Certificates.Core.Data.SqlServer;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Certificates.Tests.Data.SqlServer;

/// <summary>What a statement's values become on their way to SQL Server; no server is needed to see it.</summary>
internal sealed class ParameterTests
{
    private static readonly DateTimeOffset Instant = new DateTimeOffset(2026, 11, 25, 7, 30, 15, TimeSpan.FromHours(8)).AddTicks(1_239_999);

    private static readonly SqlServerDialect Server = new("Server=none;Database=none", isDesk: false, fromReplica: false, usesBulkCopy: true);

    [OneTimeSetUp]
    public void RegisterHandlers() => _ = new Database(Server);

    [Test]
    public async Task Value_HasTheTypeOfItsColumn_AlsoWhenItIsAbsent()
    {
        var sent = await SendAsync(new
        {
            instant = Instant,
            noInstant = (DateTimeOffset?)null,
            day = new DateOnly(2026, 11, 25),
            noDay = (DateOnly?)null,
            noBytes = (byte[]?)null,
            bytes = new byte[32],
            number = (long?)null,
            flag = true,
            key = Ansi.Of("Z0001", 32),
            noKey = Ansi.BatchId(null),
            name = "余敏静",
        });

        Assert.That(sent.ToDictionary(p => p.ParameterName.TrimStart('@'), p => p.SqlDbType, StringComparer.Ordinal), Is.EqualTo(new Dictionary<string, SqlDbType>(StringComparer.Ordinal)
        {
            ["instant"] = SqlDbType.DateTime2,
            ["noInstant"] = SqlDbType.DateTime2,
            ["day"] = SqlDbType.Date,
            ["noDay"] = SqlDbType.Date,
            ["noBytes"] = SqlDbType.VarBinary,
            ["bytes"] = SqlDbType.VarBinary,
            ["number"] = SqlDbType.BigInt,
            ["flag"] = SqlDbType.Bit,
            ["key"] = SqlDbType.VarChar,
            ["noKey"] = SqlDbType.VarChar,
            ["name"] = SqlDbType.NVarChar,
        }));
    }

    [Test]
    public async Task Instant_IsUtcToTheMillisecond_AndNeverWithAnOffset()
    {
        var sent = (await SendAsync(new { instant = Instant })).Single();

        Assert.That(sent.Value, Is.EqualTo(new DateTime(2026, 11, 24, 23, 30, 15, 123)));
        Assert.That(sent.Scale, Is.EqualTo(3));
    }

    [Test]
    public void Ansi_TextThatDoesNotFit_IsNeitherCutNorBent()
    {
        Assert.That(Ansi.Of("00012", 4).Length, Is.EqualTo(5));
        Assert.That(Ansi.Of("０００１", 4).IsAnsi, Is.False);
    }

    [Test]
    public async Task Statement_ForManyItems_SharesCommands_EachItemWithValuesOfItsOwn()
    {
        await using var connection = new RecordingConnection();
        var items = Enumerable.Range(1, 120).Select(i => new { Id = Ansi.BatchId($"{i}"), At = i % 2 == 0 ? Instant : (DateTimeOffset?)null, Bytes = (byte[]?)null, NotNamed = i });
        foreach (var command in Repetition.Commands("UPDATE t SET At = @At, Bytes = @Bytes WHERE Id = @Id AND Id <> @id", items, together: 50))
        {
            await connection.ExecuteAsync(new CommandDefinition(command.Text, command.Parameters, flags: CommandFlags.NoCache));
        }

        Assert.Multiple(() =>
        {
            Assert.That(connection.Ran.Select(ran => ran.Text.Split(";\n").Length - 1), Is.EqualTo(new[] { 50, 50, 20 }));
            Assert.That(connection.Ran[0].Text, Does.StartWith("UPDATE t SET At = @At_0, Bytes = @Bytes_0 WHERE Id = @Id_0 AND Id <> @id_0;\nUPDATE t SET At = @At_1"));
            Assert.That(connection.Ran[2].Parameters, Has.Length.EqualTo(60));
            Assert.That(connection.Ran[2].Parameters.Single(p => p.ParameterName.TrimStart('@') == "Id_19").Value, Is.EqualTo("120"));
            Assert.That(
                connection.Ran[0].Parameters.Take(6).Select(p => p.SqlDbType),
                Is.EquivalentTo(Enumerable.Repeat((SqlDbType[])[SqlDbType.VarChar, SqlDbType.DateTime2, SqlDbType.VarBinary], 2).SelectMany(types => types)));
        });
    }

    /// <summary>Each number of parameters is another statement to the server, and another plan.</summary>
    [TestCase(1, 1)]
    [TestCase(5, 5)]
    [TestCase(6, 10)]
    [TestCase(11, 20)]
    [TestCase(151, 200)]
    [TestCase(999, 1_000)]
    public async Task List_OfAnyLength_IsFilledUpToARoundNumber(int length, int sent)
    {
        var ids = await SendAsync(new { list = Enumerable.Range(1, length).Select(i => (long)i) });
        var keys = await SendAsync(new { list = Enumerable.Range(1, length).Select(BitConverter.GetBytes) });
        var numbers = await SendAsync(new { list = Ansi.Many(Enumerable.Range(1, length).Select(i => $"Z{i}"), 32) });

        Assert.That((ids.Length, keys.Length, numbers.Length), Is.EqualTo((sent, sent, sent)));
        Assert.That(ids.Select(parameter => parameter.Value).Distinct().Count(), Is.EqualTo(length), "what fills it up is in it already");
        Assert.That(numbers.Select(parameter => parameter.Value).Distinct().Count(), Is.EqualTo(length));
        Assert.That(numbers.Select(parameter => (parameter.SqlDbType, parameter.Size)), Has.All.EqualTo((SqlDbType.VarChar, 32)));
    }

    [Test]
    public void Rows_ByInsert_AreOneStatement_WithNullWhereNobodyHasAValue()
    {
        using var command = new SqlCommand();

        SqlServerRows.Fill(command, "Photo", new RowValues(["Hash", "At", "Kind", "Nothing"], [[new byte[9_000], Instant, null, null], [null, null, "x", null]]));

        Assert.That(command.CommandText, Is.EqualTo("INSERT INTO Photo (Hash, At, Kind, Nothing) VALUES\n(@p0, @p1, @p2, NULL),\n(@p3, @p4, @p5, NULL)"));
        Assert.That(
            command.Parameters.Cast<SqlParameter>().Select(p => (p.SqlDbType, p.Size, p.Value is DBNull)),
            Is.EqualTo(new[]
            {
                (SqlDbType.VarBinary, -1, false), (SqlDbType.DateTime2, 0, false), (SqlDbType.NVarChar, 4_000, true),
                (SqlDbType.VarBinary, 8_000, true), (SqlDbType.DateTime2, 0, true), (SqlDbType.NVarChar, 4_000, false),
            }));
    }

    [Test]
    public void Rows_ByBulkCopy_HaveTypedColumns()
    {
        using var table = new RowValues(["Id", "Day", "Nothing"], [[1L, new DateOnly(2026, 11, 25), null], [2L, null, null]]).ToTable();

        Assert.That(table.Columns.Cast<DataColumn>().Select(column => column.DataType), Is.EqualTo(new[] { typeof(long), typeof(DateTime), typeof(string) }));
        Assert.That(table.Rows[1].ItemArray, Is.EqualTo(new object[] { 2L, DBNull.Value, DBNull.Value }));
    }

    [TestCase(2601, true, false)]
    [TestCase(2627, true, false)]
    [TestCase(547, false, false)]
    [TestCase(1205, false, true)]
    [TestCase(3960, false, true)]
    [TestCase(1222, false, true)]
    [TestCase(-2, false, true)]
    [TestCase(40613, false, true)]
    [TestCase(18456, false, false)]
    public void Fault_IsToldByItsNumber(int number, bool isUnique, bool isTransient)
    {
        Assert.That(SqlServerFaults.IsUniqueViolation([number]), Is.EqualTo(isUnique));
        Assert.That(SqlServerFaults.IsTransient([0x7FFFFFFF, number]), Is.EqualTo(isTransient));
    }

    [Test]
    public async Task Fault_OfAServerThatIsNotThere_IsTransient()
    {
        var nowhere = new SqlServerDialect(
            "Server=127.0.0.1,1;Database=x;Connect Timeout=10;ConnectRetryCount=0;Encrypt=false;User ID=a;Password=b", isDesk: false, fromReplica: true, usesBulkCopy: true);

        var fault = await Assert.CatchAsync(() => nowhere.OpenAsync(CancellationToken.None));

        Assert.That(nowhere.IsTransient(fault!), Is.True, fault!.ToString());
        Assert.That(fault, Is.InstanceOf<System.Data.Common.DbException>());
    }

    private static async Task<SqlParameter[]> SendAsync(object values)
    {
        await using var connection = new RecordingConnection();
        var text = string.Join(' ', values.GetType().GetProperties().Select(property => "@" + property.Name));
        await connection.ExecuteAsync(new CommandDefinition(text, values, flags: CommandFlags.NoCache));
        return connection.Ran.Single().Parameters;
    }
}
