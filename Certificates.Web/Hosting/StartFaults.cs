using System.Data.Common;
using System.Net.Sockets;
using Certificates.Core.Data;
using Certificates.Core.Signing;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Certificates.Web.Hosting;

/// <summary>What may keep any process from starting and is told in a sentence; anything else is a bug and keeps its stack trace.</summary>
internal static class StartFaults
{
    /// <summary>The parts of the framework that tell a wrong setting by an exception that bugs of ours have, too.</summary>
    private static readonly string[] Server =
    [
        "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Server.Kestrel.Core", "Microsoft.AspNetCore.Http",
        "Microsoft.Extensions.Logging.Configuration", "Microsoft.Extensions.Configuration.Binder",
    ];

    /// <summary>The sentence for whoever starts the process, or null.</summary>
    public static string? TellOf(Exception exception) => exception switch
    {
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        WrongRegisterException or KeyFileException or KeyNotInForceException or RegisterDamagedException => exception.Message,
        SchemaScriptException script => $"{script.Message} Look at Storage:ConnectionString and Storage:DeskConnectionString.",
        InvalidDataException { InnerException: FormatException file } settings => $"{settings.Message} {file.Message}",
        SocketException address => $"{address.Message}. The addresses are those of Urls, Metrics:Url and Kestrel:Endpoints.",
        FormatException or InvalidOperationException when IsOfTheServer(exception) =>
            $"{exception.Message.Split('\n')[0].TrimEnd()} Look at Urls, Kestrel and Logging.",
        DbException => $"A database cannot be opened ({exception.Message}). Look at Storage:ConnectionString, "
            + "Storage:DeskConnectionString and DataDirectory.",
        IOException { InnerException: AddressInUseException } port =>
            $"{port.Message} Another program listens there: stop it, or set another address (Urls, Metrics:Url).",
        IOException or UnauthorizedAccessException => $"{exception.Message} Look at DataDirectory, and where a database lies "
            + "elsewhere at Storage:ConnectionString and Storage:DeskConnectionString.",
        _ => null,
    };

    private static bool IsOfTheServer(Exception fault) => Server.Contains(fault.Source, StringComparer.Ordinal);
}
