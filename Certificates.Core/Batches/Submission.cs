using Certificates.Core.Access;
using Certificates.Core.Files;
using Certificates.Core.Register;

namespace Certificates.Core.Batches;

/// <summary>Results as an institution sends them.</summary>
public sealed record Submission
{
    /// <summary>The sender's key; of an institution.</summary>
    public required ApiKey Sender { get; init; }

    /// <summary>Which kind of certificate the results are for.</summary>
    public CertificateKind Kind { get; init; } = CertificateKind.Grade;

    /// <summary>Whether they are results, or certificates issued before this system.</summary>
    public CertificateOrigin Origin { get; init; } = CertificateOrigin.Issued;

    /// <summary>The file's name as sent, for people; at most 200 characters are kept.</summary>
    public required string FileName { get; init; }

    /// <summary>The file.</summary>
    public required SpoolStream Results { get; init; }

    /// <summary>The sheet of a workbook to read; null where its columns are to tell.</summary>
    public string? Sheet { get; init; }

    /// <summary>The ZIP of photos sent beside it, if any.</summary>
    public SpoolStream? Photos { get; init; }

    /// <summary>The client's name for this request, so that a retry makes no second batch; null when it gave none.</summary>
    public string? IdempotencyKey { get; init; }
}
