using System.Security.Cryptography;
using Certificates.Core.Privacy;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Signing;

/// <summary>
/// Keys for trying the service: <see cref="DemoAuthority"/>'s root, one leaf a purpose, the secrets. They are marked, and
/// refused outside a demo.
/// </summary>
public static class DemoKeys
{
    /// <summary>The file that holds the root in PEM, for PDF readers that are to trust it.</summary>
    public const string RootFile = "demo-ca.pem";

    /// <summary>Name of the log's key; it marks the log, and the key is refused by its name.</summary>
    public const string LogName = "specimen.example/log";

    /// <summary>
    /// Makes all keys in one step: the folder is there with every file, or not at all. A folder that holds anything is left
    /// as it is, so no key is ever overwritten. The PKCS #12 files have the passwords of <paramref name="options"/>, by
    /// default none: a password kept beside its file would protect nothing that mode 600 does not.
    /// </summary>
    /// <param name="folder">The folder of the keys; its parent exists.</param>
    /// <param name="options">File names, passwords and the algorithm of the PDF key.</param>
    /// <param name="institution">Common name of the PDF key's certificate: who signs, as a PDF reader shows it.</param>
    /// <param name="clock">The keys' spans begin an hour before its present.</param>
    /// <returns>True when keys were made, false when the folder holds something already.</returns>
    public static bool Create(string folder, SigningOptions options, string institution, TimeProvider clock)
    {
        var target = Path.GetFullPath(folder);
        if (Directory.Exists(target))
        {
            if (Directory.EnumerateFileSystemEntries(target).Any())
            {
                return false;
            }

            Directory.Delete(target);
        }

        var draft = $"{target}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        PrivateFiles.CreateFolder(draft);
        WriteSigningKeys(draft, options, institution, clock.GetUtcNow());
        Write(Path.Combine(draft, options.LogKeyFile), System.Text.Encoding.ASCII.GetBytes(SignerKey.Create(LogName).ToSecret() + "\n"));
        foreach (var purpose in Enum.GetValues<SecretKeyPurpose>())
        {
            Write(Path.Combine(draft, options.FileOf(purpose)), RandomNumberGenerator.GetBytes(SecretKey.Length));
        }

        Directory.Move(draft, target);
        return true;
    }

    private static void WriteSigningKeys(string folder, SigningOptions options, string institution, DateTimeOffset now)
    {
        using var authority = new DemoAuthority(now);
        foreach (var file in (string[])[RootFile, options.AuthoritiesFile])
        {
            Write(Path.Combine(folder, file), System.Text.Encoding.ASCII.GetBytes(authority.RootPem));
        }

        foreach (var purpose in Enum.GetValues<KeyPurpose>().Except([KeyPurpose.Log]))
        {
            var file = options.Of(purpose);
            var pfx = authority.Issue(purpose, options.AlgorithmOf(purpose), institution, file.Password);
            Write(Path.Combine(folder, file.File), pfx);
        }
    }

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var stream = PrivateFiles.Create(path);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
