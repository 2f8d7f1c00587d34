using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Data.SqlServer;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Data;

/// <summary>An empty database of one kind, for the register or the desk, that several processes may open.</summary>
internal interface IStorageFixture : IAsyncDisposable
{
    Dialect Open(bool isDesk = false);
}

/// <summary>Files in a folder of their own.</summary>
internal sealed class SqliteFixture : IStorageFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("certificates-").FullName;

    public Dialect Open(bool isDesk = false) =>
        new SqliteDialect($"Data Source={_folder}/{(isDesk ? "desk" : "register")}.db", readOnly: false, busyTimeoutSeconds: 30, isDesk);

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A database of its own on the server of the tests.</summary>
internal sealed class SqlServerFixture(bool usesBulkCopy) : IStorageFixture
{
    private readonly string _connectionString = TestServer.NewDatabase();

    public Dialect Open(bool isDesk = false) => new SqlServerDialect(_connectionString, isDesk, fromReplica: false, usesBulkCopy);

    public async ValueTask DisposeAsync() => await TestServer.DropAsync(_connectionString);
}
