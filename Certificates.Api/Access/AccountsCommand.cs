using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Web.Hosting;

namespace Certificates.Api.Access;

/// <summary><c>accounts create</c>: the way to the first people of the console, whom nobody could ask for there.</summary>
internal static class AccountsCommand
{
    private const string Usage = """
        accounts create --role <role> [--institution <code>] --login <login> --person "<name>"
          --role         operator, approver, authority or auditor
          --institution  code of the institution, for an operator or approver
          --login        what the person signs in with: lower-case letters, digits, . - _ @
          --person       the person's name
        Settings of the service (--Storage:ConnectionString=…, --DataDirectory=…) may follow.
        """;

    private static readonly string[] Options = ["role", "institution", "login", "person"];

    /// <summary>Opens an account and prints its first password alone to standard output, once; all else goes to standard error.</summary>
    public static async Task<int> CreateAsync(string[] args)
    {
        if (!CommandOptions.TryRead(args, Options, out var options, out var fault))
        {
            return await CommandOptions.FailAsync($"{fault}{Environment.NewLine}{Usage}", ExitCode.Usage);
        }

        if (!ApiKeyRoles.TryParse(options["role"], out var role))
        {
            return await CommandOptions.FailAsync($"{KeyRequest.RolesText}{Environment.NewLine}{Usage}", ExitCode.Usage);
        }

        var asked = new AskedAccount(options["person"], options["login"], role, options["institution"]);
        return await ExitCode.OfAsync(() => MakeAsync(args, asked), RegisterFaults.TellOf);
    }

    private static async Task<int> MakeAsync(string[] args, AskedAccount asked)
    {
        await using var app = ApiHost.Build(args);
        await ApiHost.OpenAsync(app, CancellationToken.None);
        var opened = await app.Services.GetRequiredService<Accounts>().OpenAsync(asked, CancellationToken.None);
        if (!opened.TryGet(out var made, out var refusals))
        {
            return await CommandOptions.FailAsync(refusals.First.Message, ExitCode.Failure);
        }

        await System.Console.Error.WriteLineAsync(
            $"Account {made.Account.Id} ({made.Account.Seat.Role.Code()}, {made.Account.Login}). Its first password, to be changed at the "
                + "first sign-in at /console:");
        await System.Console.Out.WriteLineAsync(made.Password);
        return ExitCode.Success;
    }
}
