using System.Net;

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
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly string _signer;

    /// <param name="delegates">Whether its answers are signed by a responder that it certified.</param>
    public OpenSslCa(bool delegates = false)
    {
        Tool.Run("openssl", "version");
        var port = FreePort.Next();
        Url = $"http://127.0.0.1:{port}/";
        File.WriteAllText(Path.Combine(Folder, "config"), Config);
        File.WriteAllText(Path.Combine(Folder, "index"), "");
        File.WriteAllText(Path.Combine(Folder, "serial"), "1000");
        Run($"req -x509 {NewKey} -days 3000 -subj /CN=Drill -keyout root.key -out root.pem");
        Issue("pdf", $"keyUsage=critical,digitalSignature\ncrlDistributionPoints=URI:{Url}list\nauthorityInfoAccess=OCSP;URI:{Url}ocsp\n");
        Issue("responder", "extendedKeyUsage=OCSPSigning\nnoCheck=ignored\n");
        Run("pkcs12 -export -inkey pdf.key -in pdf.pem -certfile root.pem -out pdf.pfx -passout pass:drill");
        _signer = delegates ? "responder" : "root";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("certificates-ca-").FullName;

    public string Url { get; }

    public string Root => File.ReadAllText(Path.Combine(Folder, "root.pem"));

    /// <summary>False while it answers 503.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>What it sends in the place of a list.</summary>
    public byte[]? List { get; set; }

    public int Asked { get; private set; }

    /// <summary>A list as it stands now, DER.</summary>
    public byte[] NewList()
    {
        Run("ca -gencrl -config config -out list.pem && openssl crl -in list.pem -outform DER -out list");
        return File.ReadAllBytes(Path.Combine(Folder, "list"));
    }

    public void Revoke(string name) => Run($"ca -config config -revoke {name}.pem");

    public void Dispose()
    {
        _listener.Stop();
        Assert.That(_serving.Wait(TimeSpan.FromSeconds(20)), Is.True);
        ((IDisposable)_listener).Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Issue(string name, string extensions)
    {
        File.WriteAllText(Path.Combine(Folder, "ext"), extensions);
        Run($"req {NewKey} -subj /CN={name} -keyout {name}.key -out {name}.csr");
        Run($"ca -batch -notext -config config -in {name}.csr -out {name}.pem -extfile ext");
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext asked;
            try
            {
                asked = await _listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Asked++;
            if (!IsUp)
            {
                asked.Response.StatusCode = 503;
            }
            else
            {
                await WriteAsync(
                    asked.Response, asked.Request.HttpMethod == "GET" ? List ?? NewList() : await AnswerAsync(asked.Request.InputStream));
            }

            asked.Response.Close();
        }
    }

    private static async Task WriteAsync(HttpListenerResponse response, byte[] body)
    {
        try
        {
            await response.OutputStream.WriteAsync(body);
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException)
        {
            // Who asked does not want it any more.
        }
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
