using System.Globalization;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Intake;
using Certificates.Core.Reports;
using Certificates.Web.Hosting;

namespace Certificates.Api.Access;

/// <summary><c>keys create</c>: the way to the first key, which no API call could make.</summary>
internal static class KeysCommand
{
    private const string Usage = """
        keys create --role <role> [--institution <code>] --person "<name>" [--owner "<name>"] [--expires <yyyy-MM-dd>]
          --role         operator, approver, authority, auditor or checker
          --institution  code of the institution, for an operator or approver
          --person       the person or system the key is for
          --owner        for a system, the person who answers for it
          --expires      last day on which it is good, China Standard Time; a year at most, and without it a year
        Settings of the service (--Storage:ConnectionString=…, --DataDirectory=…) may follow.
        """;

    private static readonly string[] Options = ["role", "institution", "person", "owner", "expires"];

    /// <summary>Makes a key and prints its secret alone to standard output, once; all else goes to standard error.</summary>
    public static async Task<int> CreateAsync(string[] args)
    {
        if (!CommandOptions.TryRead(args, Options, out var options, out var fault) || !TryRequest(options, out var request, out fault))
        {
            return await CommandOptions.FailAsync($"{fault}{Environment.NewLine}{Usage}", ExitCode.Usage);
        }

        return await ExitCode.OfAsync(() => MakeAsync(args, request), RegisterFaults.TellOf);
    }

    private static async Task<int> MakeAsync(string[] args, Request request)
    {
        await using var app = ApiHost.Build(args);
        await ApiHost.OpenAsync(app, CancellationToken.None);
        var created = await app.Services.GetRequiredService<ApiKeys>()
            .CreateAsync(request.Role, request.Institution, request.Person, request.Owner, request.ExpiresAt, CancellationToken.None);
        if (!created.TryGet(out var made, out var refusals))
        {
            return await CommandOptions.FailAsync(refusals.First.Message, ExitCode.Failure);
        }

        await System.Console.Error.WriteLineAsync(
            $"Key {made.Key.Id} ({made.Key.Role.Code()}, {made.Key.Person}). Keep it now: it cannot be shown again.");
        await System.Console.Out.WriteLineAsync(made.Secret);
        return ExitCode.Success;
    }

    private static bool TryRequest(IConfiguration options, out Request request, out string fault)
    {
        request = new Request(default, options["institution"], options["person"] ?? "", options["owner"], null);
        fault = request.Person.Length == 0 ? "--person is missing." : "";
        if (!ApiKeyRoles.TryParse(options["role"], out var role))
        {
            fault = KeyRequest.RolesText;
        }
        else if (options["expires"] is { } expires)
        {
            if (DateOnly.TryParseExact(expires, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                request = request with { ExpiresAt = ChinaTime.StartOf(day.AddDays(1)) };
            }
            else
            {
                fault = $"--expires is '{expires}': write the day as yyyy-MM-dd.";
            }
        }

        request = request with { Role = role };
        return fault.Length == 0;
    }

    private sealed record Request(ApiKeyRole Role, string? Institution, string Person, string? Owner, DateTimeOffset? ExpiresAt);
}
