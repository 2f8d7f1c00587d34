using System.Formats.Cbor;
using System.Globalization;
using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Log;

namespace Certificates.Core.Register;

/// <summary>
/// What a leaf of the log binds of a certificate: what its version in force prints, the hash of its file, and where it stands. The record
/// itself is never published; whoever is shown a certificate can be shown it, and hold it against the leaf.
/// </summary>
internal sealed class LoggedFacts
{
    private const int Form = 1;
    private const int AtOnce = 1000;

    private const string Facts = """
        SELECT c.Id AS CertificateId, c.Number, c.PrintedKey, UNICODE(c.Kind) AS Kind, c.Origin, c.Grade, c.AssessedOn, c.IssuedOn,
            c.Status, c.StatusChangedAt, c.StatusCategory, c.CurrentVersion AS Version, i.Code AS InstitutionCode,
            v.Name, v.HolderKey, v.OccupationCode, v.OccupationName, v.DirectionName, v.InstitutionName, v.LicenceIdentifier, d.FileHash
        FROM Certificate c
        JOIN CertificateVersion v ON v.CertificateId = c.Id AND v.Version = c.CurrentVersion
        JOIN Institution i ON i.Id = c.InstitutionId
        LEFT JOIN Document d ON d.Id = v.DocumentId
        """;

    private const string SelectByIds = Facts + " WHERE c.Id IN @ids";

    public required long CertificateId { get; init; }
    public required string Number { get; init; }
    public string? PrintedKey { get; init; }
    public required CertificateKind Kind { get; init; }
    public required CertificateOrigin Origin { get; init; }
    public required Grade Grade { get; init; }
    public required DateOnly AssessedOn { get; init; }
    public required DateOnly IssuedOn { get; init; }
    public required CertificateStatus Status { get; init; }
    public required DateTimeOffset StatusChangedAt { get; init; }
    public string? StatusCategory { get; init; }
    public required long Version { get; init; }
    public required string InstitutionCode { get; init; }
    public required string Name { get; init; }
    public required byte[] HolderKey { get; init; }
    public required string OccupationCode { get; init; }
    public required string OccupationName { get; init; }
    public string? DirectionName { get; init; }
    public required string InstitutionName { get; init; }
    public required string LicenceIdentifier { get; init; }
    public byte[]? FileHash { get; init; }

    /// <summary>Certificates as they stand within a write.</summary>
    public static async Task<IReadOnlyDictionary<long, LoggedFacts>> ReadAsync(
        WriteTransaction write, IEnumerable<long> certificateIds, CancellationToken cancellationToken)
    {
        var read = new Dictionary<long, LoggedFacts>();
        foreach (var ids in certificateIds.Distinct().Chunk(AtOnce))
        {
            foreach (var facts in await write.QueryAsync<LoggedFacts>(SelectByIds, new { ids }, cancellationToken))
            {
                read.Add(facts.CertificateId, facts);
            }
        }

        return read;
    }

    /// <summary>A certificate as it stands; null when there is none.</summary>
    public static async Task<LoggedFacts?> FindAsync(Database database, long certificateId, CancellationToken cancellationToken) =>
        (await ReadAsync(database, [certificateId], cancellationToken)).SingleOrDefault();

    /// <summary>Certificates as they stand; at most 1000 a call.</summary>
    public static Task<IReadOnlyList<LoggedFacts>> ReadAsync(
        Database database, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        database.QueryAsync<LoggedFacts>(SelectByIds, new { ids }, cancellationToken);

    /// <summary>True when a leaf of its own says of it what stands here.</summary>
    public bool IsIn(CertificateLeaf leaf) => PublishedLeaf.IsOf(leaf.Data, leaf.Salt, Number, Record(leaf.Salt, leaf.EventHash));

    /// <summary>
    /// The record: deterministic CBOR (RFC 8949, 4.2.1), an array of its form's version 1 and what <c>docs/trust.md</c> lists, in that
    /// order; what is absent is null. Holder and assessment date, which no verdict shows, are in it as one salted hash.
    /// </summary>
    /// <param name="salt">The leaf's.</param>
    /// <param name="eventHash">The leaf of form 1 of the event; of an entry the hash over those of all events.</param>
    public byte[] Record(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> eventHash)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(21);
        writer.WriteInt32(Form);
        WriteCertificate(writer);
        writer.WriteTextString(Code(Status));
        writer.WriteInt64(StatusChangedAt.ToUnixTimeMilliseconds());
        WriteOrNull(writer, StatusCategory);
        WriteOrNull(writer, FileHash);
        writer.WriteByteString(PublishedLeaf.Salted(salt, [.. HolderKey, .. Encoding.ASCII.GetBytes(Day(AssessedOn))]));
        writer.WriteByteString(eventHash);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>A new leaf about it.</summary>
    public NewLeaf Leaf(string kind, DateTimeOffset at, byte[] eventHash, bool isFirst)
    {
        var salt = System.Security.Cryptography.RandomNumberGenerator.GetBytes(EventLeaf.SaltLength);
        return new NewLeaf
        {
            CertificateId = CertificateId,
            IsFirst = isFirst,
            Salt = salt,
            EventHash = eventHash,
            Data = PublishedLeaf.OfCertificate(salt, Number, kind, at, Record(salt, eventHash)),
        };
    }

    private void WriteCertificate(CborWriter writer)
    {
        writer.WriteTextString(Number);
        WriteOrNull(writer, PrintedKey);
        writer.WriteInt64(Version);
        writer.WriteTextString(Kind.Code());
        writer.WriteTextString(Origin == CertificateOrigin.Imported ? "imported" : "issued");
        writer.WriteTextString(Name);
        writer.WriteTextString(OccupationCode);
        writer.WriteTextString(OccupationName);
        WriteOrNull(writer, DirectionName);
        writer.WriteTextString(Grade.Code());
        writer.WriteTextString(InstitutionCode);
        writer.WriteTextString(InstitutionName);
        writer.WriteTextString(Day(IssuedOn));
        writer.WriteTextString(LicenceIdentifier);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Code(CertificateStatus status) => status switch
    {
        CertificateStatus.Reserved => "reserved",
        CertificateStatus.Valid => "valid",
        CertificateStatus.Suspended => "suspended",
        CertificateStatus.Revoked => "revoked",
        CertificateStatus.Cancelled => "cancelled",
    };

    private static void WriteOrNull(CborWriter writer, string? text)
    {
        if (text is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteTextString(text);
        }
    }

    private static void WriteOrNull(CborWriter writer, byte[]? bytes)
    {
        if (bytes is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteByteString(bytes);
        }
    }
}
