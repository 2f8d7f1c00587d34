namespace Certificates.Core.Signing.Stamping;

/// <summary>
/// Stamps signatures where an authority is configured. The place a file keeps for its signature is measured at start by a real stamp; an
/// authority whose stamps outgrow it later is asked no more until a start measures anew.
/// </summary>
public sealed class Stamps : IDisposable
{
    /// <summary>Behind the longest stamps seen; where the authority does not answer at start.</summary>
    private const int UnmeasuredLength = 12_000;

    /// <summary>Another certificate of the authority, another serial number.</summary>
    private const int Growth = 1_024;

    private readonly TimeStamper? _stamper;
    private volatile string? _fault;

    /// <summary>Measures a stamp, if stamps are asked for.</summary>
    internal Stamps(TimeStampOptions options, Func<TimeStamper> open)
    {
        (AtOnce, _stamper) = options.IsUsed ? (options.AtOnce, open()) : (1, null);
        MaximumLength = _stamper is null ? 0 : Measured(_stamper);
    }

    /// <summary>How many are asked for at once.</summary>
    internal int AtOnce { get; }

    /// <summary>True where every signature gets one.</summary>
    internal bool AreUsed => _stamper is not null;

    /// <summary>Bytes to keep free for one; 0 without an authority.</summary>
    internal int MaximumLength { get; }

    /// <summary>Why no signature is stamped; null while all are.</summary>
    public string? Fault => _fault;

    /// <summary>The certificate of the last stamp, those above it and the one that is trusted, in DER; empty before the first.</summary>
    internal IReadOnlyList<byte[]> Chain => _stamper?.Chain ?? [];

    /// <summary>The stamp over a signature's value.</summary>
    /// <exception cref="TimeStampException">There is none now; rows wait.</exception>
    internal async Task<byte[]> StampAsync(ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        if (_fault is { } outgrown && outgrown.StartsWith(Outgrown, StringComparison.Ordinal))
        {
            throw new TimeStampException(outgrown);
        }

        try
        {
            var stamp = await _stamper!.StampAsync(signature, cancellationToken);
            _fault = stamp.Length <= MaximumLength ? null
                : FormattableString.Invariant(
                    $"{Outgrown}: {stamp.Length} bytes, with room for {MaximumLength}. Nothing is issued until a restart measures anew.");
            return _fault is null ? stamp : throw new TimeStampException(_fault);
        }
        catch (TimeStampException fault)
        {
            _fault = fault.Message;
            throw;
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _stamper?.Dispose();

    private const string Outgrown = "The stamps of the time-stamp authority became too long";

    /// <summary>The container has no asynchronous makers; this runs once, at start.</summary>
    private int Measured(TimeStamper stamper)
    {
        try
        {
            return stamper.StampAsync(new byte[64], CancellationToken.None).GetAwaiter().GetResult().Length + Growth;
        }
        catch (TimeStampException away)
        {
            _fault = away.Message;
            return UnmeasuredLength;
        }
    }
}
