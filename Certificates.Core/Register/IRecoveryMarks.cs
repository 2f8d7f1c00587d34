namespace Certificates.Core.Register;

/// <summary>
/// What must be known outside the register too, so that a register restored from an older copy gives no number twice and takes no
/// revocation back. Rooms that write say it here; <c>Recovery</c> keeps it.
/// </summary>
internal interface IRecoveryMarks
{
    /// <summary>The first number or id of a series that was never given; 0 when none ever was.</summary>
    long Next(string series);

    /// <summary>Keeps how far series were used; on disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be kept: then nothing may be signed by these numbers yet.</exception>
    Task GivenAsync(IEnumerable<SeriesMark> marks);

    /// <summary>
    /// Keeps where certificates stand after a change that is committed. Never fails: the next start finds what could not be kept.
    /// </summary>
    Task ChangedAsync(IReadOnlyCollection<long> certificateIds);
}
