using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Certificates.Core.Data.Redis;

/// <summary>
/// Token buckets in Redis, for any number of processes together. While Redis is away they refuse nobody: whoever calls has a
/// bucket of its own beside them.
/// </summary>
internal sealed partial class RedisBuckets(RedisOptions options, ILogger<RedisBuckets> log) : IAsyncDisposable
{
    private const int Patience = 250;

    // By the clock of Redis, which all processes share; a bucket that was left alone for two minutes is full and forgotten.
    private const string Take = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local rate = tonumber(ARGV[1])
        local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
        local left = math.min(rate, (tonumber(kept[1]) or rate) + (now - (tonumber(kept[2]) or now)) * rate / 60000)
        local wait = 0
        if left >= 1 then left = left - 1 else wait = math.ceil((1 - left) * 60000 / rate) end
        redis.call('HSET', KEYS[1], 'left', left, 'at', now)
        redis.call('PEXPIRE', KEYS[1], 120000)
        return wait
        """;

    private readonly Lazy<Task<ConnectionMultiplexer>> _connection = new(() => ConnectAsync(options));
    private int _isAway;

    /// <summary>Takes one token; how long to wait when none is left, else null.</summary>
    /// <param name="key">Name of the bucket; no personal data.</param>
    /// <param name="perMinute">Tokens it holds, and gets back a minute.</param>
    public async Task<TimeSpan?> TakeAsync(string key, int perMinute)
    {
        try
        {
            var redis = (await _connection.Value).GetDatabase();
            var wait = (long)await redis.ScriptEvaluateAsync(Take, [key], [perMinute]);
            _isAway = 0;
            return wait > 0 ? TimeSpan.FromMilliseconds(wait) : null;
        }
        catch (Exception outage) when (outage is RedisException or TimeoutException)
        {
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
            {
                LogOutage(outage.GetType().Name);
            }

            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated)
        {
            await (await _connection.Value).DisposeAsync();
        }
    }

    private static Task<ConnectionMultiplexer> ConnectAsync(RedisOptions options)
    {
        var redis = ConfigurationOptions.Parse(options.ConnectionString);
        (redis.AbortOnConnectFail, redis.ConnectTimeout, redis.AsyncTimeout, redis.BacklogPolicy) = (false, Patience, Patience,
            BacklogPolicy.FailFast);
        return ConnectionMultiplexer.ConnectAsync(redis);
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Redis cannot be asked ({Fault}): each process counts requests for itself. Look at Redis:ConnectionString.")]
    private partial void LogOutage(string fault);
}
