using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Coding;
using Certificates.Core.Log;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Lifecycle;

/// <summary>Makes the events of changes: the free text encrypted, and in the leaf only as a salted hash.</summary>
internal sealed class ChangeEvents([FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity)
{
    public LifeEvent Of(Standing standing, StatusChange change, DateTimeOffset at) => Of(
        new EventSubject(standing.Id, CertificateNumber.OfRecord(standing.Number), (int)standing.CurrentVersion),
        change.Kind,
        change.Ground,
        (change.ActorKeyId, change.SecondKeyId),
        at);

    /// <summary>The event of any change with a ground.</summary>
    public LifeEvent Of(EventSubject of, ChangeKind kind, ChangeGround ground, (long Asked, long? Decided) actors, DateTimeOffset at)
    {
        var salt = RandomNumberGenerator.GetBytes(EventLeaf.SaltLength);
        var category = ground.Category.Code();
        var leaf = new EventLeaf(
            of.Number, of.Version, kind.Event(), at, actors.Asked, actors.Decided, category, EventLeaf.HashText(salt, ground.Reason),
                ground.EvidenceHash)
            .Hash();
        return new LifeEvent
        {
            CertificateId = of.CertificateId,
            Version = of.Version,
            Kind = kind.Event(),
            At = at,
            ActorKeyId = actors.Asked,
            SecondKeyId = actors.Decided,
            Category = category,
            TextCipher = identity.Encrypt(Encoding.UTF8.GetBytes(ground.Reason), Places.EventText(leaf)),
            KeyId = identity.KeyId,
            EvidenceHash = ground.EvidenceHash?.ToArray(),
            Salt = salt,
            Leaf = leaf,
        };
    }
}
