using System.Net;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Certificates.Core.Data.Redis;

/// <summary>Section <c>Redis</c>: where several processes of the site count requests together.</summary>
public sealed class RedisOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Redis";

    /// <summary>Such as <c>redis:6379,password=…</c>; empty: each process counts for itself.</summary>
    public string ConnectionString { get; set; } = "";
}

/// <summary>Stops the process at start over a wrong key, naming it and never what it holds: that may be a password.</summary>
internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        try
        {
            return options.ConnectionString.Length == 0 || NamesServer(ConfigurationOptions.Parse(options.ConnectionString))
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Redis:ConnectionString names no server: give host:port first.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return ValidateOptionsResult.Fail(
                "Redis:ConnectionString cannot be read: give host:port, then options such as password=…, with commas between.");
        }
    }

    private static bool NamesServer(ConfigurationOptions redis) =>
        redis.EndPoints.Count > 0 && redis.EndPoints.All(server => server switch
        {
            DnsEndPoint named => Uri.CheckHostName(named.Host) != UriHostNameType.Unknown,
            _ => true,
        });
}
