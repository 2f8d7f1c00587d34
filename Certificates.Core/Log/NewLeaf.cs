using Certificates.Core.Data;

namespace Certificates.Core.Log;

/// <summary>A leaf about to be stored, without a place in the tree yet.</summary>
internal sealed record NewLeaf
{
    public static readonly TableColumns<NewLeaf> Columns = new(
        "LogLeaf",
        ("CertificateId", leaf => leaf.CertificateId),
        ("IsFirst", leaf => leaf.IsFirst ? 1L : 0L),
        ("Salt", leaf => leaf.Salt),
        ("EventHash", leaf => leaf.EventHash),
        ("Data", leaf => leaf.Data));

    /// <summary>The certificate it is about; null for one of the directories.</summary>
    public long? CertificateId { get; init; }

    /// <summary>True for the first leaf of a certificate: its issue, or its entry.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Random bytes of this leaf alone; null for one of the directories.</summary>
    public byte[]? Salt { get; init; }

    /// <summary>What its record says of the event, or of all events of an entry; null for one of the directories.</summary>
    public byte[]? EventHash { get; init; }

    /// <summary>From <see cref="PublishedLeaf"/>.</summary>
    public required byte[] Data { get; init; }
}
