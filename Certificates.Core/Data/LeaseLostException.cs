namespace Certificates.Core.Data;

/// <summary>
/// A process held rows for longer than its lease and another took them over, or its clock goes wrong against the others' by more
/// than a lease. What it was about to write is dropped; the other finishes the rows.
/// </summary>
internal sealed class LeaseLostException() : InvalidOperationException(
    "Another process took rows over: this one was slower than Issuing:LeaseSeconds, or the clocks of the two differ by more than that.");
