using Certificates.Core.Coding;
using Certificates.Core.Register;

namespace Certificates.Core.Issuing;

/// <summary>A certificate with its number on record and nothing signed yet.</summary>
/// <param name="Row">The row it is for.</param>
/// <param name="CertificateId">Its id.</param>
/// <param name="Certificate">What it will print.</param>
/// <param name="PhotoHash">SHA-256 of the photo it will show; null without one.</param>
/// <param name="Actors">The keys that sent and approved the batch.</param>
internal sealed record Reserved(
    RowId Row, long CertificateId, Certificate Certificate, byte[]? PhotoHash, (long? Asked, long? Decided) Actors)
{
    /// <summary>The day its row was received, China Standard Time.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The id its file will have.</summary>
    public long DocumentId { get; init; }

    /// <summary>Nothing is issued before it was received, and nothing received before it was assessed.</summary>
    /// <exception cref="InvalidOperationException">It was reserved by a clock that was wrong.</exception>
    public void RequireDaysInOrder()
    {
        if (Certificate.IssuedOn < ReceivedOn || Certificate.IssuedOn < Certificate.AssessedOn)
        {
            throw new InvalidOperationException(
                $"Certificate {CertificateId} would be issued on {Certificate.IssuedOn:yyyy-MM-dd}, before it was "
                    + $"received ({ReceivedOn:yyyy-MM-dd}) "
                    + $"or assessed ({Certificate.AssessedOn:yyyy-MM-dd}): a clock was wrong when its number was reserved.");
        }
    }

    /// <summary>The version its event is about.</summary>
    public EventSubject Subject => new(CertificateId, Certificate.Number, Certificate.Version);
}
