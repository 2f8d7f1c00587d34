using Net.Pkcs11Interop.Common;

namespace Certificates.Core.Signing.Modules;

/// <summary>A hardware module does not do what is asked of it: a wrong setting, or an outage.</summary>
public sealed class ModuleException : IOException
{
    internal ModuleException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    internal static ModuleException Of(Exception fault) => new(
        fault is Pkcs11Exception { RV: var code } ? $"The hardware module answers {code}."
            : "The hardware module's library cannot be loaded.",
        fault);
}
