using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Verifying.Gate;

/// <summary>
/// Nothing is answered out of a register that the site's keys do not fit, that is behind what the site has seen, or that is known to be
/// damaged: a wrong answer is worse than none.
/// </summary>
internal sealed class RegisterGate(
    [FromKeyedServices(SecretKeyPurpose.LookUp)] SecretKey lookUp,
    [FromKeyedServices(SecretKeyPurpose.Document)] SecretKey document,
    [FromKeyedServices(SecretKeyPurpose.Seal)] SecretKey seal,
    OtherKeys others,
    SeenRegister seen,
    DoubtedCertificates doubted,
    TimeProvider clock) : IReadGuard
{
    private static readonly TimeSpan DamageLooks = TimeSpan.FromSeconds(5);

    private const string SelectState = """
        SELECT (SELECT COALESCE(MAX(Id), 0) FROM CertificateEvent) AS HighestEvent, (SELECT MAX(At) FROM RecoveryRun) AS RecoveredAt
        """;

    // A recovery begins with the same check of the file; what single certificates say it does not look at.
    private const string SelectFindings = """
        SELECT Certificates,
            CASE WHEN EXISTS (SELECT 1 FROM RecoveryRun r WHERE r.At > SelfCheck.EndedAt) THEN NULL ELSE Damage END AS Damage
        FROM SelfCheck WHERE Day = (SELECT MAX(Day) FROM SelfCheck WHERE EndedAt IS NOT NULL)
        """;

    private volatile bool _keysFit;
    private volatile string? _damage;
    private long _lookedForDamage = long.MinValue;

    /// <inheritdoc/>
    public async Task RequireAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await RequireKeysAsync(connection, cancellationToken);
        var before = seen.Mark;
        var state = (await connection.QueryAsync<RegisterState>(SelectState, cancellationToken))[0];
        seen.Require(before, new SeenMark(state.HighestEvent, state.RecoveredAt ?? DateTimeOffset.MinValue));
        await RequireWholeAsync(connection, cancellationToken);
    }

    private async Task RequireKeysAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (_keysFit)
        {
            return;
        }

        try
        {
            _keysFit = await DataKeyStore.AreKnownAsync(connection, [lookUp, document, seal], others, cancellationToken);
        }
        catch (KeyFileException other)
        {
            throw new RegisterUnfitException(other.Message, other);
        }
    }

    private async Task RequireWholeAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var last = Interlocked.Read(ref _lookedForDamage);
        if (last == long.MinValue || clock.GetElapsedTime(last) >= DamageLooks)
        {
            var found = (await connection.QueryAsync<Findings>(SelectFindings, cancellationToken)) is [var row, ..] ? row : null;
            _damage = found?.Damage;
            doubted.Set(found?.Certificates);
            Interlocked.Exchange(ref _lookedForDamage, clock.GetTimestamp());
        }

        if (_damage is not null)
        {
            throw new RegisterUnfitException(
                "The nightly check found the register's file damaged: nothing is answered out of it. Restore a back-up "
                    + "(docs/operations.md, Back-up and recovery).");
        }
    }

    private sealed class Findings
    {
        public string? Certificates { get; init; }
        public string? Damage { get; init; }
    }

    private sealed class RegisterState
    {
        public long HighestEvent { get; init; }
        public DateTimeOffset? RecoveredAt { get; init; }
    }
}

/// <summary>
/// How far the site has seen the register go on, kept in a file of its own: a database that is restored knows nothing of what came
/// after, and would say of a revoked certificate that it is valid.
/// </summary>
internal sealed partial class SeenRegister : IDisposable
{
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly ILogger<SeenRegister> _log;
    private SeenMark _mark;
    private SeenMark _written;
    private long _writtenAt = long.MinValue;

    /// <param name="path">The file; it is made with the first register that is read.</param>
    /// <param name="clock">Whose seconds lie between two writes.</param>
    /// <param name="log">Is told when the file cannot be written.</param>
    /// <exception cref="IOException">The file cannot be read, or is none of ours.</exception>
    public SeenRegister(string path, TimeProvider clock, ILogger<SeenRegister> log)
    {
        (_path, _clock, _log) = (path, clock, log);
        _mark = _written = Read(path);
    }

    /// <summary>How far: take it before a register is read, which may go on meanwhile.</summary>
    public SeenMark Mark
    {
        get
        {
            lock (_lock)
            {
                return _mark;
            }
        }
    }

    /// <summary>Lets a register pass that is not behind; then that is how far it was seen.</summary>
    /// <param name="before">How far it had been seen before it was read.</param>
    /// <param name="now">Where it stands.</param>
    /// <exception cref="RegisterUnfitException">It is behind, and nobody ran <c>recover</c> on it.</exception>
    public void Require(SeenMark before, SeenMark now)
    {
        if (now.RecoveredAt <= before.RecoveredAt && (now.Event < before.Event || now.RecoveredAt < before.RecoveredAt))
        {
            throw new RegisterUnfitException(
                "The register is behind what this site has read of it: it was restored from an older copy, and does not know of what was "
                    + "revoked and issued since. Nothing is answered until 'recover' has run on it (docs/operations.md, "
                    + "Back-up and recovery).");
        }

        lock (_lock)
        {
            var isRecovered = now.RecoveredAt > _mark.RecoveredAt;
            if (isRecovered || (now.RecoveredAt == _mark.RecoveredAt && now.Event > _mark.Event))
            {
                _mark = now;
            }

            if (_mark != _written && (isRecovered || _writtenAt == long.MinValue || _clock.GetElapsedTime(_writtenAt) >= BetweenWrites))
            {
                Write();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_mark != _written)
            {
                Write();
            }
        }
    }

    private static SeenMark Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SeenMark>(File.ReadAllBytes(path), Json)!;
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return new SeenMark(0, DateTimeOffset.MinValue);
        }
        catch (JsonException damage)
        {
            throw new IOException(
                $"{path} is damaged: it says how far this site has seen the register. Remove it once you know that the register is the "
                    + "latest.", damage);
        }
    }

    private void Write()
    {
        _writtenAt = _clock.GetTimestamp();
        try
        {
            var next = $"{_path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
            using (var file = PrivateFiles.Create(next))
            {
                file.Write(JsonSerializer.SerializeToUtf8Bytes(Further(_mark, Read(_path)), Json));
                file.Flush(flushToDisk: true);
            }

            File.Move(next, _path, overwrite: true);
            _written = _mark;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogUnwritten(fault);
        }
    }

    /// <summary>Several processes may share the file: what another has seen is not forgotten.</summary>
    private static SeenMark Further(SeenMark one, SeenMark other) =>
        (one.RecoveredAt, one.Event).CompareTo((other.RecoveredAt, other.Event)) >= 0 ? one : other;

    [LoggerMessage(LogLevel.Error, "What was seen of the register could not be written, and is kept in memory. Look at DataDirectory.")]
    private partial void LogUnwritten(Exception fault);
}

/// <summary>Where a register stands.</summary>
/// <param name="Event">The highest id of an event in it.</param>
/// <param name="RecoveredAt">When <c>recover</c> was last run on it; the first instant of all when it never was.</param>
internal sealed record SeenMark(long Event, DateTimeOffset RecoveredAt);
