namespace Certificates.Tests.Signing.Gm;

/// <summary>An authority of SM2 certificates and keys certified by it, all made by openssl in a folder of its own.</summary>
internal sealed class Sm2Authority : IDisposable
{
    /// <summary>The user id of GB/T 35276, as openssl is told it.</summary>
    public const string UserId = "distid:1234567812345678";

    public Sm2Authority()
    {
        MakeKey("root");
        Tool.Run(
            "openssl", "req", "-x509", "-new", "-key", File("root.key"), "-sm3", "-sigopt", UserId, "-subj", "/C=CN/O=Test/CN=SM2 root",
            "-days", "3650", "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign", "-out", File("root.pem"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("certificates-sm2-").FullName;

    /// <summary>The authority's certificate in PEM.</summary>
    public string Root => System.IO.File.ReadAllText(File("root.pem"));

    public string File(string name) => Path.Combine(Folder, name);

    /// <summary>Makes a key, its certificate (<c>name.pem</c>, <c>name.der</c>), and both as PKCS #12 (<c>name.pfx</c>), whose path it gives.</summary>
    public string Certify(string name, string password = "")
    {
        MakeKey(name);
        Tool.Run(
            "openssl", "req", "-new", "-key", File($"{name}.key"), "-sm3", "-sigopt", UserId, "-subj", $"/C=CN/O=Test/CN={name}",
            "-out", File($"{name}.csr"));
        Tool.Run(
            "openssl", "x509", "-req", "-in", File($"{name}.csr"), "-CA", File("root.pem"), "-CAkey", File("root.key"), "-sm3",
            "-sigopt", UserId, "-vfyopt", UserId, "-days", "700", "-set_serial", $"{name.Length}77", "-out", File($"{name}.pem"));
        Tool.Run("openssl", "x509", "-in", File($"{name}.pem"), "-outform", "DER", "-out", File($"{name}.der"));
        Tool.Run("openssl", "pkey", "-in", File($"{name}.key"), "-pubout", "-out", File($"{name}.pub"));
        Tool.Run(
            "openssl", "pkcs12", "-export", "-inkey", File($"{name}.key"), "-in", File($"{name}.pem"), "-certfile", File("root.pem"),
            "-passout", $"pass:{password}", "-out", File($"{name}.pfx"));
        return File($"{name}.pfx");
    }

    /// <summary>openssl's signature of a message, in DER.</summary>
    public byte[] Sign(string name, byte[] message)
    {
        System.IO.File.WriteAllBytes(File("message"), message);
        Tool.Run("openssl", "dgst", "-sm3", "-sign", File($"{name}.key"), "-sigopt", UserId, "-out", File("signature"), File("message"));
        return System.IO.File.ReadAllBytes(File("signature"));
    }

    /// <summary>Whether openssl takes a signature in DER for that of a message.</summary>
    public bool Verifies(string name, byte[] message, byte[] signature)
    {
        System.IO.File.WriteAllBytes(File("message"), message);
        System.IO.File.WriteAllBytes(File("signature"), signature);
        using var openssl = Tool.Start(
            "openssl", "dgst", "-sm3", "-verify", File($"{name}.pub"), "-sigopt", UserId, "-signature", File("signature"), File("message"));
        openssl.WaitForExit();
        return openssl.ExitCode == 0;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void MakeKey(string name) => Tool.Run(
        "openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-pkeyopt", "ec_param_enc:named_curve",
        "-out", File($"{name}.key"));
}
