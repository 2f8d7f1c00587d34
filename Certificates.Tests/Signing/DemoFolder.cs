using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Certificates.Tests.Signing;

/// <summary>A folder of demo keys of its own, and what is commonly made of them.</summary>
internal sealed class DemoFolder : IDisposable
{
    public static readonly KeyHolding Everything = new(
        [.. Enum.GetValues<KeyPurpose>().Except([KeyPurpose.Log])], Enum.GetValues<SecretKeyPurpose>(), Log: true);

    private readonly string _parent = Directory.CreateTempSubdirectory("certificates-keys-").FullName;

    public DemoFolder(SignatureAlgorithm pdfAlgorithm = SignatureAlgorithm.ES256, TimeSpan begin = default)
    {
        Clock.Advance(begin);
        Options = new SigningOptions { PdfAlgorithm = pdfAlgorithm };
        DemoKeys.Create(Path, Options, "示范评价机构", Clock);
        Files = new KeyFiles(Path, Options, Everything, isDemo: true);
        Signers = Everything.Signing.ToDictionary(purpose => purpose, Files.OpenSigner);
        Published = new PublicKeyRing(Signers.Values.Select(signer => signer.Key));
        Ring = new KeyRing(Signers.Values, Published, Clock);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 4, 0, 0, TimeSpan.Zero));

    public string Path => System.IO.Path.Combine(_parent, "keys");

    public SigningOptions Options { get; }

    public KeyFiles Files { get; }

    public IReadOnlyDictionary<KeyPurpose, ISigner> Signers { get; }

    public PublicKeyRing Published { get; }

    public KeyRing Ring { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        Published.Dispose();
        foreach (var signer in Signers.Values)
        {
            (signer as IDisposable)?.Dispose();
        }

        Directory.Delete(_parent, recursive: true);
    }
}
