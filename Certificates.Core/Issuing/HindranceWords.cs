using System.Data.Common;
using System.Security.Cryptography;
using Certificates.Core.Data;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Modules;
using Certificates.Core.Signing.Revocation;
using Certificates.Core.Signing.Stamping;

namespace Certificates.Core.Issuing;

/// <summary>Why rows are not issued, for whoever looks after the service: never a person, a number or a key.</summary>
internal static class HindranceWords
{
    public static string Of(Exception fault) => fault switch
    {
        KeyNotInForceException or TimeStampException or RevocationException or ModuleException or RegisterBehindException
            or ClockWrongException => fault.Message,
        CryptographicException => "Something that is stored cannot be decrypted: the log says which row.",
        DbException or TimeoutException => "The register failed.",
        IOException or UnauthorizedAccessException =>
            $"A file cannot be written. Look at Recovery:Path and DataDirectory. ({fault.Message})",
        _ => $"A certificate could not be made ({fault.GetType().Name}): the log says which row, and why.",
    };
}
