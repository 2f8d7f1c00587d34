using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Certificates.Core.Data;

/// <summary>
/// What of a database's calls is tried again: reads, and writes that carry their own identity. Every attempt opens a connection of
/// its own, for the one before may be dead. All other calls are made once.
/// </summary>
internal sealed class Pipelines
{
    /// <summary>Every call is made once.</summary>
    public static readonly Pipelines None = new(ResiliencePipeline.Empty, ResiliencePipeline.Empty);

    private readonly ResiliencePipeline _reads;
    private readonly ResiliencePipeline _writes;

    public Pipelines(Dialect dialect, StorageOptions options, TimeProvider clock)
        : this(Reads(dialect, options, clock), Writes(dialect, options, clock))
    {
    }

    private Pipelines(ResiliencePipeline reads, ResiliencePipeline writes) => (_reads, _writes) = (reads, writes);

    /// <summary>A read: again after a transient fault, with jitter, within one time limit over all.</summary>
    /// <exception cref="TimeoutException">The limit passed.</exception>
    public async Task<T> ReadAsync<T>(Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _reads.ExecuteAsync(read, cancellationToken);
        }
        catch (TimeoutRejectedException late)
        {
            throw new TimeoutException("The database did not answer a read in time.", late);
        }
    }

    /// <summary>A write that finds out by itself whether it was made: again after a transient fault.</summary>
    public async Task<T> WriteAsync<T>(Func<CancellationToken, ValueTask<T>> write, CancellationToken cancellationToken) =>
        await _writes.ExecuteAsync(write, cancellationToken);

    private static ResiliencePipeline Reads(Dialect dialect, StorageOptions options, TimeProvider clock)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(TimeSpan.FromSeconds(options.ReadTimeoutSeconds));
        return options.Retries == 0
            ? builder.Build()
            : builder.AddRetry(Again(options, args => args.Outcome.Exception is { } fault && dialect.IsTransient(fault))).Build();
    }

    // A key that is there already is another process's, which the next try sees, or that of the try before, which was still being
    // committed when it was looked for.
    private static ResiliencePipeline Writes(Dialect dialect, StorageOptions options, TimeProvider clock) => options.Retries == 0
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(Again(
            options,
            args => args.Outcome.Exception is { } fault && (dialect.IsTransient(fault) || dialect.IsUniqueViolation(fault)))).Build();

    private static RetryStrategyOptions Again(StorageOptions options, Func<RetryPredicateArguments<object>, bool> holds) => new()
    {
        MaxRetryAttempts = options.Retries,
        Delay = TimeSpan.FromMilliseconds(options.RetryDelayMilliseconds),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        MaxDelay = TimeSpan.FromSeconds(5),
        ShouldHandle = args => ValueTask.FromResult(holds(args)),
    };
}
