using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Coding;
using Certificates.Core.Log;
using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Lifecycle;

/// <summary>Makes the events of changes: the free text encrypted, and in the leaf only as a salted hash.</summary>
internal sealed class ChangeEvents(DataCipher identity)
{
    /// <summary>The event of a change of status.</summary>
    public LifeEvent Of(CertificateStanding standing, StatusChange change, DateTimeOffset at) => Of(
        Number(standing.Number),
        standing.Id,
        standing.CurrentVersion,
        change.Kind,
        change.Ground,
        (change.ActorKeyId, change.SecondKeyId),
        at);

    /// <summary>The event of any change with a ground.</summary>
    public LifeEvent Of(
        CertificateNumber number,
        long certificateId,
        long version,
        ChangeKind kind,
        ChangeGround ground,
        (long Actor, long? Second) keys,
        DateTimeOffset at)
    {
        var salt = RandomNumberGenerator.GetBytes(EventLeaf.SaltLength);
        var category = ground.Category.Code();
        var leaf = new EventLeaf(
            number, (int)version, kind.Event(), at, keys.Actor, keys.Second, category, EventLeaf.HashText(salt, ground.Reason), ground.EvidenceHash)
            .Hash();
        return new LifeEvent
        {
            CertificateId = certificateId,
            Version = version,
            Kind = kind.Event(),
            At = at,
            ActorKeyId = keys.Actor,
            SecondKeyId = keys.Second,
            Category = category,
            TextCipher = identity.Encrypt(Encoding.UTF8.GetBytes(ground.Reason), Places.EventText(leaf)),
            KeyId = identity.KeyId,
            EvidenceHash = ground.EvidenceHash?.ToArray(),
            Salt = salt,
            Leaf = leaf,
        };
    }

    /// <summary>The event of a version that was signed: the file's hash goes into the leaf, as at the first issue.</summary>
    public static LifeEvent Issued(
        CertificateNumber number, long certificateId, long version, SignedFileRecord file, (long Actor, long? Second) keys)
    {
        var leaf = new EventLeaf(number, (int)version, CertificateEvents.Issued, file.At, keys.Actor, keys.Second, null, null, file.FileHash);
        return new LifeEvent
        {
            CertificateId = certificateId,
            Version = version,
            Kind = CertificateEvents.Issued,
            At = file.At,
            ActorKeyId = keys.Actor,
            SecondKeyId = keys.Second,
            EvidenceHash = file.FileHash,
            Salt = RandomNumberGenerator.GetBytes(EventLeaf.SaltLength),
            Leaf = leaf.Hash(),
        };
    }

    private static CertificateNumber Number(string stored) => CertificateNumber.TryParse(stored, out var number, out _)
        ? number
        : throw new InvalidOperationException("A stored number is not as it was written.");
}
