using System.Data.Common;
using Certificates.Core.Data;
using Certificates.Core.Signing;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Certificates.Web.Hosting;

/// <summary>What may keep any process from starting and is told in a sentence; anything else is a bug and keeps its stack trace.</summary>
internal static class StartFaults
{
    /// <summary>The sentence for whoever starts the process, or null.</summary>
    public static string? TellOf(Exception exception) => exception switch
    {
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        WrongRegisterException or KeyFileException or KeyNotInForceException => exception.Message,
        DbException => $"A database cannot be opened ({exception.Message}). Look at Storage:ConnectionString, "
            + "Storage:DeskConnectionString and DataDirectory.",
        IOException { InnerException: AddressInUseException } port =>
            $"{port.Message} Another program listens there: stop it, or set another address (Urls, Metrics:Url).",
        IOException or UnauthorizedAccessException => $"{exception.Message} Look at DataDirectory.",
        _ => null,
    };
}
