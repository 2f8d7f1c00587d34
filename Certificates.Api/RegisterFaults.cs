using System.Data.Common;
using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Oversight.Sealing;
using Certificates.Core.Recovery;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;
using Certificates.Core.Signing;
using Certificates.Web.Hosting;

namespace Certificates.Api;

/// <summary>What may keep a process that writes the register from starting, beside what may keep any.</summary>
internal static class RegisterFaults
{
    /// <summary>The sentence for whoever starts the process, or null.</summary>
    public static string? TellOf(Exception exception) => exception switch
    {
        RegisterBehindException or TrialFailedException or KeyNotInForceException or ClockWrongException or JournalLostException
            or RegisterUnsealedException or LogDamagedException => exception.Message,
        InvalidDataException { InnerException: null } damage => $"{damage.Message} Look at Recovery:Path.",
        DbException => $"The register cannot be opened ({exception.Message}). Look at Storage:ConnectionString and DataDirectory.",
        _ => StartFaults.TellOf(exception),
    };
}
