namespace Certificates.Tests.Signing;

/// <summary>A certification authority that is not ours: <c>openssl ca</c> and <c>openssl ocsp</c> behind a port of the machine.</summary>
internal sealed class OpenSslCa : IDisposable
{
    private const string Config = """
        [ca]
        default_ca = own
        [own]
        database = ./index
        serial = ./serial
        new_certs_dir = .
        certificate = ./root.pem
        private_key = ./root.key
        default_md = sha256
        default_days = 300
        default_crl_days = 2
        policy = any
        unique_subject = no
        [any]
        commonName = supplied
        """;

    private const string NewKey = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    private readonly AuthorityPort _port = new();
    private readonly string _signer;

    /// <param name="delegates">Whether its answers are signed by a responder that it certified.</param>
    public OpenSslCa(bool delegates = false)
    {
        Tool.Run("openssl", "version");
        File.WriteAllText(Path.Combine(Folder, "config"), Config);
        File.WriteAllText(Path.Combine(Folder, "index"), "");
        File.WriteAllText(Path.Combine(Folder, "serial"), "1000");
        Run($"req -x509 {NewKey} -days 3000 -subj /CN=Drill -keyout root.key -out root.pem");
        Issue("pdf", $"keyUsage=critical,digitalSignature\ncrlDistributionPoints=URI:{Url}list\nauthorityInfoAccess=OCSP;URI:{Url}ocsp\n");
        Issue("responder", "extendedKeyUsage=OCSPSigning\nnoCheck=ignored\n");
        Run("pkcs12 -export -inkey pdf.key -in pdf.pem -certfile root.pem -out pdf.pfx -passout pass:drill");
        _signer = delegates ? "responder" : "root";
        _port.Open(async asked => await asked.Response.OutputStream.WriteAsync(
            asked.Request.HttpMethod == "GET" ? List ?? NewList() : await AnswerAsync(asked.Request.InputStream)));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("certificates-ca-").FullName;

    public string Url => _port.Url;

    public string Root => File.ReadAllText(Path.Combine(Folder, "root.pem"));

    /// <summary>False while it answers 503.</summary>
    public bool IsUp
    {
        get => _port.IsUp;
        set => _port.IsUp = value;
    }

    /// <summary>What it sends in the place of a list.</summary>
    public byte[]? List { get; set; }

    public int Asked => _port.Asked;

    /// <summary>A list as it stands now, DER.</summary>
    public byte[] NewList()
    {
        Run("ca -gencrl -config config -out list.pem && openssl crl -in list.pem -outform DER -out list");
        return File.ReadAllBytes(Path.Combine(Folder, "list"));
    }

    public void Revoke(string name) => Run($"ca -config config -revoke {name}.pem");

    public void Dispose()
    {
        _port.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Issue(string name, string extensions)
    {
        File.WriteAllText(Path.Combine(Folder, "ext"), extensions);
        Run($"req {NewKey} -subj /CN={name} -keyout {name}.key -out {name}.csr");
        Run($"ca -batch -notext -config config -in {name}.csr -out {name}.pem -extfile ext");
    }

    private async Task<byte[]> AnswerAsync(Stream question)
    {
        await using (var file = File.Create(Path.Combine(Folder, "question")))
        {
            await question.CopyToAsync(file);
        }

        Run($"ocsp -index index -CA root.pem -rsigner {_signer}.pem -rkey {_signer}.key -ndays 2 -reqin question -respout answer");
        return await File.ReadAllBytesAsync(Path.Combine(Folder, "answer"));
    }

    private void Run(string arguments) => Tool.Run("bash", "-c", $"cd '{Folder}' && (openssl {arguments}) 2>&1");
}
