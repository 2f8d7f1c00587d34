using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Certificates.Core.Privacy;
using Certificates.Core.Signing.Gm;
using Certificates.Core.Signing.Modules;
using Certificates.Core.Signing.Notes;
using Certificates.Core.Signing.Stamping;

namespace Certificates.Core.Signing;

/// <summary>Loads the keys a process may hold from its files. Every fault names the configuration key that is to blame.</summary>
/// <param name="folder">What relative files are relative to, commonly <c>keys</c> of <c>DataDirectory</c>.</param>
/// <param name="options">Where they lie.</param>
/// <param name="holding">What this process may hold.</param>
/// <param name="isDemo">Whether keys of <see cref="DemoKeys"/> are taken.</param>
public sealed class KeyFiles(string folder, SigningOptions options, KeyHolding holding, bool isDemo)
{
    /// <summary>Opens a private key; the caller disposes of it when it is disposable.</summary>
    /// <exception cref="KeyFileException">There is no such file, it cannot be read, or it holds another kind of key.</exception>
    /// <exception cref="InvalidOperationException">This process may not hold it.</exception>
    public ISigner OpenSigner(KeyPurpose purpose) => Open(new KeyUse(purpose), "", named => (named.File, named.Password, named.Key));

    /// <summary>Opens the key that takes over from it; null when none is named.</summary>
    /// <exception cref="KeyFileException">As for the key itself.</exception>
    /// <exception cref="InvalidOperationException">This process may not hold it.</exception>
    public ISigner? OpenNext(KeyPurpose purpose) => OpenNext(new KeyUse(purpose));

    /// <summary>What the keys are for that this process holds by its settings: the service's, and those of institutions.</summary>
    /// <exception cref="KeyFileException">A setting names what can be no institution.</exception>
    internal IReadOnlyList<KeyUse> Uses
    {
        get
        {
            string[] codes = holding.Signing.Contains(KeyPurpose.Pdf) ? [.. options.Institutions.Keys.Order(StringComparer.Ordinal)] : [];
            return Array.Find(codes, code => code.Length != 4 || code == "0000" || !code.All(char.IsAsciiDigit)) is { } wrong
                ? throw new KeyFileException(
                    $"{SigningOptions.Section}:{nameof(SigningOptions.Institutions)}:{wrong}", "is no code of an institution, 0001 to 9999")
                : [.. holding.Signing.Select(purpose => new KeyUse(purpose)), .. codes.Select(code => new KeyUse(KeyPurpose.Pdf, code))];
        }
    }

    /// <summary>Opens the key that is in use; null of an institution whose first key is only announced.</summary>
    /// <exception cref="KeyFileException">As for the service's own.</exception>
    internal ISigner? OpenCurrent(KeyUse use) => use.Institution is not null && options.Of(use) is { File: "", NextFile: not "" }
        ? null
        : Open(use, "", named => (named.File, named.Password, named.Key));

    /// <summary>Opens the key that takes over from it; null when none is named.</summary>
    /// <exception cref="KeyFileException">As for the service's own.</exception>
    internal ISigner? OpenNext(KeyUse use) => options.Of(use).NextFile.Length == 0
        ? null
        : Open(use, "Next", named => (named.NextFile, named.NextPassword, named.NextKey));

    /// <summary>Reads a symmetric key.</summary>
    /// <exception cref="KeyFileException">There is no such file, or it has not 32 bytes.</exception>
    /// <exception cref="InvalidOperationException">This process may not hold it.</exception>
    public SecretKey ReadSecret(SecretKeyPurpose purpose) => ReadSecret(purpose, $"Signing:{purpose}KeyFile", options.FileOf(purpose));

    /// <summary>Reads the keys beside it, which are read with and not written with.</summary>
    /// <exception cref="KeyFileException">As for the key itself.</exception>
    /// <exception cref="InvalidOperationException">This process may not hold them.</exception>
    public IReadOnlyList<SecretKey> ReadOthers(SecretKeyPurpose purpose) =>
        [.. options.OtherFilesOf(purpose).Select(file => ReadSecret(purpose, $"Signing:Other{purpose}KeyFiles", file))];

    /// <summary>Reads the authorities that signing keys must chain to.</summary>
    /// <exception cref="KeyFileException">There is no such file, or it holds no certificates.</exception>
    public IReadOnlyList<X509Certificate2> ReadAuthorities() => ReadCertificates("Signing:AuthoritiesFile", options.AuthoritiesFile);

    /// <summary>Reads the authorities that the certificates of time stamps must chain to.</summary>
    /// <exception cref="KeyFileException">There is no such file, or it holds no certificates.</exception>
    internal IReadOnlyList<X509Certificate2> ReadStampAuthorities(TimeStampOptions stamps) =>
        ReadCertificates("TimeStamp:AuthoritiesFile", stamps.AuthoritiesFile);

    /// <summary>Opens the keys that sign the log, and reads those that did.</summary>
    /// <exception cref="KeyFileException">There is no such file, it holds no such key, or keys are of several logs.</exception>
    /// <exception cref="InvalidOperationException">This process may not hold them.</exception>
    public LogKeys OpenLogKeys()
    {
        Require(holding.Log, "log");
        const string first = $"Signing:{nameof(SigningOptions.LogKeyFile)}", next = $"Signing:{nameof(SigningOptions.SecondLogKeyFile)}";
        const string formerly = $"Signing:{nameof(SigningOptions.FormerLogKeys)}";
        var key = OpenLogKey(first, options.LogKeyFile);
        var second = options.SecondLogKeyFile.Length == 0 ? null : OpenLogKey(next, options.SecondLogKeyFile);
        var former = VerifierKey.ReadLogKeys(options.FormerLogKeys)
            ?? throw new KeyFileException(formerly, "holds something else than verifier keys as 'keys create-log' printed them");
        var name = key.Verifier.Name;
        return second?.Verifier.Id == key.Verifier.Id ? throw new KeyFileException(next, $"holds the key of {first}")
            : second is not null && second.Verifier.Name != name ? throw new KeyFileException(next, OtherLog(second.Verifier, name))
            : former.FirstOrDefault(other => other.Name != name) is { } other ? throw new KeyFileException(formerly, OtherLog(other, name))
            : new LogKeys(key, second, former);
    }

    /// <summary>Opens an institution's electronic seal, and the key that puts it on.</summary>
    /// <exception cref="KeyFileException">A file is missing or wrong, or the seal does not name the key's certificate.</exception>
    internal (ElectronicSeal Seal, Sm2Signer Signer) OpenSeal(string setting, SealSetting named)
    {
        var file = ReadPublic($"{setting}:SealFile", named.SealFile);
        string? fault = "is longer than 64 KB";
        if (file.Length > ElectronicSeal.LongestFile || !ElectronicSeal.TryRead(file, out var seal, out fault))
        {
            throw new KeyFileException($"{setting}:SealFile", fault ?? "");
        }

        if (!Sm2KeyFile.TryOpen(Read($"{setting}:KeyFile", named.KeyFile), named.Password, out var key, out var certificates))
        {
            throw new KeyFileException($"{setting}:KeyFile", $"holds not one SM2 key with its certificate, or {setting}:Password is wrong");
        }

        var signer = new Sm2Signer(new KeyUse(KeyPurpose.Pdf), key, certificates);
        return seal.IsFor(CertificateChain.Leaf(signer.Key.Chain).Span)
            ? (seal, signer)
            : throw new KeyFileException($"{setting}:SealFile", $"does not name the certificate of {setting}:KeyFile among its signers");
    }

    private static string OtherLog(VerifierKey other, string name) =>
        $"is of the log {other.Name}, and Signing:{nameof(SigningOptions.LogKeyFile)} of {name}: a log keeps its name";

    private SignerKey OpenLogKey(string setting, string path)
    {
        var text = Encoding.UTF8.GetString(Read(setting, path, "; 'keys create-log' makes it")).Trim();
        return !SignerKey.TryParse(text, out var key) ? throw new KeyFileException(setting, "holds no key as 'keys create-log' makes it")
            : key.Verifier.Name == DemoKeys.LogName && !isDemo
                ? throw new KeyFileException(setting, "was made for a demo and is refused here")
            : key;
    }

    private SecretKey ReadSecret(SecretKeyPurpose purpose, string setting, string file)
    {
        Require(holding.Secret.Contains(purpose), purpose);
        var content = Read(setting, file);
        return content.Length == SecretKey.Length
            ? new SecretKey(purpose, content)
            : throw new KeyFileException(setting, $"has {content.Length} bytes, not {SecretKey.Length}");
    }

    private ISigner Open(KeyUse use, string which, Func<KeyFileOptions, (string File, string Password, string Key)> choose)
    {
        Require(holding.Signing.Contains(use.Purpose), use.Purpose);
        var named = options.Of(use);
        RequireUse(use, named);
        var (file, password, key) = choose(named);
        var setting = $"{use.Setting}:{which}File";
        var signer = named.Module.Length > 0
            ? OpenModule(use, which, file, new ModuleKey(named.Module, named.Token, key, named.Password))
            : Open(use, setting, Read(setting, file), (password, $"{use.Setting}:{which}Password"));
        var algorithm = options.AlgorithmOf(use.Purpose);
        var mayDiffer = use.Purpose == KeyPurpose.Qr && which.Length > 0 && signer.Key.Algorithm != SignatureAlgorithm.RS256;
        var fault = signer.Key.Algorithm != algorithm && !mayDiffer ? $"holds a {signer.Key.Algorithm} key, {algorithm} is asked for"
            : DemoAuthority.Issued(signer.Key) && !isDemo ? "was made for a demo and is refused here"
            : null;
        if (fault is null)
        {
            return signer;
        }

        (signer as IDisposable)?.Dispose();
        throw new KeyFileException(setting, fault);
    }

    /// <summary>A setting that would do nothing is a mistake.</summary>
    private static void RequireUse(KeyUse use, KeyFileOptions named)
    {
        var isModule = named.Module.Length > 0;
        (string Setting, bool IsIdle, string Fault)[] faults =
        [
            (nameof(named.Module), isModule && !File.Exists(named.Module), $"'{named.Module}' is not there: give the whole path"),
            (nameof(named.Token), !isModule && named.Token.Length > 0, $"is given, and {use.Setting}:Module is not"),
            (nameof(named.Key), !isModule && named.Key.Length > 0, $"is given, and {use.Setting}:Module is not"),
            (nameof(named.NextKey), named.NextKey.Length > 0 && !(isModule && named.NextFile.Length > 0),
                $"is given, and {use.Setting}:Module or NextFile is not"),
            (nameof(named.NextPassword), named.NextPassword.Length > 0 && named.NextFile.Length == 0,
                $"is given, and {use.Setting}:NextFile is not"),
        ];
        if (faults.FirstOrDefault(each => each.IsIdle) is { Fault: { } fault } idle)
        {
            throw new KeyFileException($"{use.Setting}:{idle.Setting}", fault);
        }
    }

    private ModuleSigner OpenModule(KeyUse use, string which, string file, ModuleKey key)
    {
        var certificates = ReadCertificates($"{use.Setting}:{which}File", file);
        try
        {
            return new ModuleSigner(
                use, key, certificates[0], IssuersOf(certificates[0], [.. certificates]).Take(certificates.Length));
        }
        catch (ModuleException fault)
        {
            throw new KeyFileException($"{use.Setting}:Module", $"'{key.Module}' cannot be used: {fault.Message}", fault);
        }
    }

    private static ISigner Open(KeyUse use, string setting, byte[] content, (string Value, string Setting) password)
    {
        try
        {
            if (use.Purpose == KeyPurpose.Qr && Sm2KeyFile.TryOpen(content, password.Value, out var key, out var certificates))
            {
                return new Sm2Signer(use, key, certificates);
            }

            // in memory only, where the platform can
            var storage = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;
            var all = X509CertificateLoader.LoadPkcs12Collection(content, password.Value, storage);
            var leaf = all.SingleOrDefault(certificate => certificate.HasPrivateKey)
                ?? throw new KeyFileException(setting, "holds no private key");
            return new CertificateSigner(use, leaf, IssuersOf(leaf, all).Take(all.Count));
        }
        catch (InvalidOperationException severalKeys) when (severalKeys is not KeyFileException)
        {
            throw new KeyFileException(setting, "holds more than one private key", severalKeys);
        }
        catch (CryptographicException unreadable)
        {
            throw new KeyFileException(setting, $"cannot be used, or {password.Setting} is wrong: {unreadable.Message}", unreadable);
        }
    }

    private X509Certificate2[] ReadCertificates(string setting, string file)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(Encoding.UTF8.GetString(ReadPublic(setting, file)));
        }
        catch (CryptographicException unreadable)
        {
            throw new KeyFileException(setting, $"holds something else than certificates in PEM: {unreadable.Message}", unreadable);
        }

        return all.Count > 0 ? [.. all] : throw new KeyFileException(setting, "holds no certificate");
    }

    private static IEnumerable<X509Certificate2> IssuersOf(X509Certificate2 leaf, X509Certificate2Collection all)
    {
        var below = leaf;
        while (!IsSelfIssued(below) && all.FirstOrDefault(c => Names(c.SubjectName, below.IssuerName)) is { } issuer)
        {
            yield return below = issuer;
        }
    }

    private static bool IsSelfIssued(X509Certificate2 certificate) => Names(certificate.SubjectName, certificate.IssuerName);

    private static bool Names(X500DistinguishedName one, X500DistinguishedName other) => one.RawData.AsSpan().SequenceEqual(other.RawData);

    private byte[] Read(string setting, string file, string whence = "") => Path.GetFullPath(Path.Combine(folder, file)) is var path
        && file.Length > 0 && File.Exists(path) && PrivateFiles.IsOpen(path)
            ? throw new KeyFileException(setting, $"'{path}' can be opened by other accounts: set its mode to 600")
            : ReadPublic(setting, file, whence);

    private byte[] ReadPublic(string setting, string file, string whence = "")
    {
        // The whole path: which folder a process stands in, whoever reads the message does not see.
        var path = Path.GetFullPath(Path.Combine(folder, file));
        return file.Length == 0 ? throw new KeyFileException(setting, "is empty")
            : !File.Exists(path) ? throw new KeyFileException(setting, $"'{path}' is not there{whence}")
            : File.ReadAllBytes(path);
    }

    private static void Require<T>(bool mayHold, T purpose)
    {
        if (!mayHold)
        {
            throw new InvalidOperationException($"This process may not hold the {purpose} key.");
        }
    }
}
