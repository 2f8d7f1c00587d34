using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Certificates.Core.Signing.Modules;

/// <summary>
/// Signs with a key that never leaves a hardware module (PKCS #11, OASIS 2.40 or later). Sessions are kept, as many as sign at once; one
/// that the module dropped is opened anew.
/// </summary>
internal sealed class ModuleSigner : ISigner, IDisposable
{
    // DigestInfo of SHA-256 (RFC 8017, 9.2, note 1): CKM_RSA_PKCS pads what it is given and adds nothing.
    private static readonly byte[] Sha256Info =
        [0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

    // A module is opened once a process: it knows of its callers no more than the process they are of.
    private static readonly ConcurrentDictionary<string, Lazy<IPkcs11Library>> Libraries = new(StringComparer.Ordinal);
    private static readonly Pkcs11InteropFactories Factories = new();

    // The package asks for the name that only a machine with the C library's headers has.
    static ModuleSigner() => NativeLibrary.SetDllImportResolver(
        typeof(Pkcs11InteropFactories).Assembly,
        (name, assembly, path) => name == "libdl" && NativeLibrary.TryLoad("libdl.so.2", assembly, path, out var found) ? found : 0);

    private readonly ModuleKey _key;
    private readonly ConcurrentBag<(ISession Session, IObjectHandle Handle)> _idle = [];

    /// <summary>Opens a key, and has it sign once.</summary>
    /// <param name="use">What it is for.</param>
    /// <param name="key">Where it is.</param>
    /// <param name="leaf">Its certificate.</param>
    /// <param name="issuers">The certificates above it, nearest first.</param>
    /// <exception cref="ModuleException">The module cannot be opened, has no such key, or another than the certificate names.</exception>
    public ModuleSigner(KeyUse use, ModuleKey key, X509Certificate2 leaf, IEnumerable<X509Certificate2> issuers)
    {
        (_key, Key) = (key, CertificateSigner.Describe(use, leaf, issuers));
        if (Key.Algorithm == SignatureAlgorithm.SM2)
        {
            throw new ModuleException("SM2 keys are taken from files alone: PKCS #11 has no mechanism for them.");
        }

        var probe = SHA256.HashData("a probe"u8);
        using var published = new PublicKeyRing([Key]);
        if (!published.Verifies(Key, probe, SignHash(probe)))
        {
            throw new ModuleException($"The key '{key.Label}' of the module is not the one that its certificate names.");
        }
    }

    /// <inheritdoc/>
    public SigningKeyInfo Key { get; }

    /// <inheritdoc/>
    /// <exception cref="ModuleException">The module does not sign now: an outage.</exception>
    public byte[] SignHash(ReadOnlySpan<byte> sha256)
    {
        var data = Key.Algorithm == SignatureAlgorithm.ES256 ? sha256.ToArray() : [.. Sha256Info, .. sha256];
        try
        {
            return Sign(Rent(), data);
        }
        catch (Pkcs11Exception lost) when (lost.RV is CKR.CKR_SESSION_HANDLE_INVALID or CKR.CKR_SESSION_CLOSED or CKR.CKR_USER_NOT_LOGGED_IN
            or CKR.CKR_OBJECT_HANDLE_INVALID or CKR.CKR_KEY_HANDLE_INVALID)
        {
            return SignAnew(data);
        }
        catch (Pkcs11Exception fault)
        {
            throw ModuleException.Of(fault);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var held))
        {
            held.Session.Dispose();
        }
    }

    private byte[] SignAnew(byte[] data)
    {
        Dispose();
        try
        {
            return Sign(Open(), data);
        }
        catch (Pkcs11Exception fault)
        {
            throw ModuleException.Of(fault);
        }
    }

    private byte[] Sign((ISession Session, IObjectHandle Handle) held, byte[] data)
    {
        using var mechanism = Factories.MechanismFactory.Create(
            Key.Algorithm == SignatureAlgorithm.ES256 ? CKM.CKM_ECDSA : CKM.CKM_RSA_PKCS);
        byte[] signature;
        try
        {
            signature = held.Session.Sign(mechanism, held.Handle, data);
        }
        catch
        {
            held.Session.Dispose();
            throw;
        }

        _idle.Add(held);
        return signature;
    }

    private (ISession Session, IObjectHandle Handle) Rent() => _idle.TryTake(out var held) ? held : OpenNamed();

    private (ISession Session, IObjectHandle Handle) OpenNamed()
    {
        try
        {
            return Open();
        }
        catch (Exception fault) when (fault is Pkcs11Exception or UnmanagedException or DllNotFoundException or BadImageFormatException)
        {
            throw ModuleException.Of(fault);
        }
    }

    private (ISession Session, IObjectHandle Handle) Open()
    {
        var library = Libraries.GetOrAdd(_key.Module, path => new Lazy<IPkcs11Library>(
            () => Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, path, AppType.MultiThreaded))).Value;
        var slot = library.GetSlotList(SlotsType.WithTokenPresent).Find(each => each.GetTokenInfo().Label.Trim() == _key.Token)
            ?? throw new ModuleException($"The module has no token '{_key.Token}'.");
        var session = slot.OpenSession(SessionType.ReadOnly);
        try
        {
            LogIn(session);
            var attributes = Factories.ObjectAttributeFactory;
            using var kind = attributes.Create(CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY);
            using var label = attributes.Create(CKA.CKA_LABEL, _key.Label);
            return session.FindAllObjects([kind, label]) is [var only]
                ? (session, only)
                : throw new ModuleException($"The token '{_key.Token}' has no private key '{_key.Label}', or more than one.");
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>All sessions of a process with a token are signed in together.</summary>
    private void LogIn(ISession session)
    {
        try
        {
            session.Login(CKU.CKU_USER, _key.Pin);
        }
        catch (Pkcs11Exception already) when (already.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
        {
            // Another key of the same token was opened before.
        }
    }
}

/// <summary>A key in a module.</summary>
/// <param name="Module">The module's library.</param>
/// <param name="Token">The token's label.</param>
/// <param name="Label">The key's label, CKA_LABEL.</param>
/// <param name="Pin">What opens the token.</param>
internal sealed record ModuleKey(string Module, string Token, string Label, string Pin)
{
    /// <summary>Never prints the PIN.</summary>
    public override string ToString() => $"{Token}/{Label}";
}
