using Certificates.Core.Privacy;

namespace Certificates.Core.Signing;

/// <summary>
/// Section <c>Signing</c>: where the keys lie. A relative file is looked for in the folder <c>keys</c> of <c>DataDirectory</c>.
/// </summary>
public sealed class SigningOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Signing";

    /// <summary>What the PDF key is: ES256, or RS256 for readers that know no elliptic curves. The key file must agree.</summary>
    public SignatureAlgorithm PdfAlgorithm { get; set; } = SignatureAlgorithm.ES256;

    /// <summary>Signs the PDFs.</summary>
    public KeyFileOptions Pdf { get; set; } = new() { File = "pdf.pfx" };

    /// <summary>
    /// By an institution's code, keys that sign the certificates of that institution in the place of <see cref="Pdf"/>.
    /// </summary>
    public IReadOnlyDictionary<string, InstitutionKeyOptions> Institutions { get; set; } =
        new Dictionary<string, InstitutionKeyOptions>(StringComparer.Ordinal);

    /// <summary>
    /// What the key of the QR tokens is: ES256, or SM2 for institutions that must have it; no browser can check those without a network.
    /// The key file must agree. A key that takes over may be of either.
    /// </summary>
    public SignatureAlgorithm QrAlgorithm { get; set; } = SignatureAlgorithm.ES256;

    /// <summary>Signs the QR tokens.</summary>
    public KeyFileOptions Qr { get; set; } = new() { File = "qr.pfx" };

    /// <summary>File of the Ed25519 key that signs the checkpoints of the log; <c>keys create-log</c> makes it.</summary>
    public string LogKeyFile { get; set; } = "log.key";

    /// <summary>
    /// File of a second key of the log that signs beside the first while the log changes its key, so that whoever knows either goes on;
    /// empty for none.
    /// </summary>
    public string SecondLogKeyFile { get; set; } = "";

    /// <summary>
    /// Verifier keys that signed the log before, with spaces between: the log goes on from a checkpoint that one of them signed last.
    /// </summary>
    public string FormerLogKeys { get; set; } = "";

    /// <summary>Signs verdicts; always ES256.</summary>
    public KeyFileOptions Verdict { get; set; } = new() { File = "verdict.pfx" };

    /// <summary>Signs the status list; always ES256.</summary>
    public KeyFileOptions Status { get; set; } = new() { File = "status.pfx" };

    /// <summary>Signs open credentials and annotated copies; always ES256.</summary>
    public KeyFileOptions Copy { get; set; } = new() { File = "copy.pfx" };

    /// <summary>
    /// File of the certification authorities, in PEM, that a signing key must chain to; of a self-signed key its own certificate.
    /// </summary>
    public string AuthoritiesFile { get; set; } = "authorities.pem";

    /// <summary>File of 32 bytes that encrypts people's data.</summary>
    public string IdentityKeyFile { get; set; } = "identity.key";

    /// <summary>File of 32 bytes that encrypts PDFs.</summary>
    public string DocumentKeyFile { get; set; } = "document.key";

    /// <summary>File of 32 bytes behind the hashes people and pick-up codes are found by.</summary>
    public string LookUpKeyFile { get; set; } = "look-up.key";

    /// <summary>File of 32 bytes that pick-up codes are derived from.</summary>
    public string ClaimKeyFile { get; set; } = "claim.key";

    /// <summary>File of 32 bytes behind the seals of the register's rows.</summary>
    public string SealKeyFile { get; set; } = "seal.key";

    /// <summary>
    /// Files of further keys that people's data are read with, and not written, separated by commas: the next one while every process gets
    /// it, the former ones until <c>keys re-encrypt</c> has run.
    /// </summary>
    public string OtherIdentityKeyFiles { get; set; } = "";

    /// <summary>The same of keys that PDFs are read with.</summary>
    public string OtherDocumentKeyFiles { get; set; } = "";

    internal KeyFileOptions Of(KeyUse use) => use.Institution is { } code ? Institutions[code].Pdf : Of(use.Purpose);

    internal KeyFileOptions Of(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Pdf => Pdf,
        KeyPurpose.Qr => Qr,
        KeyPurpose.Log => throw new NotSupportedException("No certificate's key signs the log any more."),
        KeyPurpose.Verdict => Verdict,
        KeyPurpose.Status => Status,
        KeyPurpose.Copy => Copy,
    };

    internal string FileOf(SecretKeyPurpose purpose) => purpose switch
    {
        SecretKeyPurpose.Identity => IdentityKeyFile,
        SecretKeyPurpose.Document => DocumentKeyFile,
        SecretKeyPurpose.LookUp => LookUpKeyFile,
        SecretKeyPurpose.Claim => ClaimKeyFile,
        SecretKeyPurpose.Seal => SealKeyFile,
    };

    internal IReadOnlyList<string> OtherFilesOf(SecretKeyPurpose purpose) => Names(purpose switch
    {
        SecretKeyPurpose.Identity => OtherIdentityKeyFiles,
        SecretKeyPurpose.Document => OtherDocumentKeyFiles,
        SecretKeyPurpose.LookUp or SecretKeyPurpose.Claim or SecretKeyPurpose.Seal => "",
    });

    private static string[] Names(string files) => files.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal SignatureAlgorithm AlgorithmOf(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Pdf => PdfAlgorithm,
        KeyPurpose.Qr => QrAlgorithm,
        _ => SignatureAlgorithm.ES256,
    };
}

/// <summary>The keys of one institution.</summary>
public sealed class InstitutionKeyOptions
{
    /// <summary>
    /// Signs the PDFs of its certificates. Without <see cref="KeyFileOptions.File"/>, and with
    /// <see cref="KeyFileOptions.NextFile"/>, its first key is published ahead, and the service's signs until that is activated.
    /// </summary>
    public KeyFileOptions Pdf { get; set; } = new();
}

/// <summary>
/// A PKCS #12 file with one private key, its certificate and those above it; or a key in a hardware module, and a PEM file with its
/// certificate and those above it.
/// </summary>
public sealed class KeyFileOptions
{
    /// <summary>Path; relative to the folder of the keys.</summary>
    public string File { get; set; } = "";

    /// <summary>Password of the file, or PIN of the module's token; empty for none.</summary>
    public string Password { get; set; } = "";

    /// <summary>Library of a hardware module (PKCS #11) that holds the key; empty where <see cref="File"/> holds it.</summary>
    public string Module { get; set; } = "";

    /// <summary>Label of the module's token.</summary>
    public string Token { get; set; } = "";

    /// <summary>Label of the key on the token.</summary>
    public string Key { get; set; } = "";

    /// <summary>
    /// The key that takes over: published ahead, and signing from <c>keys activate</c> on, without a restart. Empty for none.
    /// </summary>
    public string NextFile { get; set; } = "";

    /// <summary>Password of <see cref="NextFile"/>; empty for none. A module's token has one PIN, <see cref="Password"/>.</summary>
    public string NextPassword { get; set; } = "";

    /// <summary>Label of the key that takes over, on the same token.</summary>
    public string NextKey { get; set; } = "";
}
