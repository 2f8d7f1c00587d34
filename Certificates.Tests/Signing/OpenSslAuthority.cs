using System.Net;

namespace Certificates.Tests.Signing;

/// <summary>A time-stamp authority that is not ours: <c>openssl ts</c> behind a port of the machine.</summary>
internal sealed class OpenSslAuthority : IDisposable
{
    private const string Config = """
        [ tsa ]
        default_tsa = own
        [ own ]
        serial = ./serial
        crypto_device = builtin
        signer_cert = ./CHAINED
        certs = ./EXTRA
        signer_key = ./tsa.key
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256
        accuracy = secs:1
        ess_cert_id_chain = no
        ess_cert_id_alg = sha256
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("certificates-tsa-").FullName;
    private readonly AuthorityPort _port = new();
    private byte[] _first = [];

    /// <param name="lists">Whether its certificate says where it is told that it is revoked: here.</param>
    public OpenSslAuthority(bool lists = false)
    {
        Tool.Run("openssl", "version");
        Run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=Root -keyout root.key -out root.pem");
        Run("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=Stamps -keyout tsa.key -out tsa.csr");
        File.WriteAllText(Path.Combine(_folder, "ext"), "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"
            + (lists ? $"crlDistributionPoints=URI:{Url}crl\n" : ""));
        Run("x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -days 30 -extfile ext -out tsa.pem");
        Run("req -x509 -newkey rsa:4096 -nodes -days 30 -subj /CN=Long -keyout long.key -out long.pem");
        File.WriteAllText(Path.Combine(_folder, "many.pem"), string.Concat(Enumerable.Repeat(File.ReadAllText(Path.Combine(_folder, "long.pem")), 3)));
        File.WriteAllText(Path.Combine(_folder, "serial"), "01");
        Extra("root.pem");
        File.WriteAllText(Path.Combine(_folder, "index"), "");
        File.WriteAllText(Path.Combine(_folder, "ca"), "[ca]\ndefault_ca=own\n[own]\ndatabase=./index\ndefault_md=sha256\ndefault_crl_days=2\n");
        Run("ca -gencrl -config ca -keyfile root.key -cert root.pem -out list.pem && openssl crl -in list.pem -outform DER -out list");
        _port.Open(AnswerAsync);
    }

    public string Url => _port.Url;

    public string Root => File.ReadAllText(Path.Combine(_folder, "root.pem"));

    /// <summary>False while it answers 503.</summary>
    public bool IsUp
    {
        get => _port.IsUp;
        set => _port.IsUp = value;
    }

    /// <summary>True while it answers each with what it answered first.</summary>
    public bool Repeats { get; set; }

    public int Asked => _port.Asked;

    /// <summary>Which certificates it sends along with its own.</summary>
    public void Extra(string file) => File.WriteAllText(
        Path.Combine(_folder, "config"), Config.Replace("CHAINED", "tsa.pem", StringComparison.Ordinal).Replace("EXTRA", file, StringComparison.Ordinal));

    public void Dispose()
    {
        _port.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AnswerAsync(HttpListenerContext asked)
    {
        if (asked.Request.HttpMethod == "GET")
        {
            await asked.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(Path.Combine(_folder, "list")));
            return;
        }

        await using (var query = File.Create(Path.Combine(_folder, "query")))
        {
            await asked.Request.InputStream.CopyToAsync(query);
        }

        Run("ts -reply -config config -queryfile query -out reply");
        var reply = await File.ReadAllBytesAsync(Path.Combine(_folder, "reply"));
        _first = _first.Length == 0 ? reply : _first;
        asked.Response.ContentType = "application/timestamp-reply";
        await asked.Response.OutputStream.WriteAsync(Repeats ? _first : reply);
    }

    private void Run(string arguments) => Tool.Run("bash", "-c", $"cd '{_folder}' && openssl {arguments} 2>&1");
}
