using System.Globalization;
using Certificates.Core;
using Certificates.Core.Oversight.Keys;
using Certificates.Core.Signing;
using Certificates.Web.Hosting;

namespace Certificates.Api.Access;

/// <summary><c>keys list</c>, <c>activate</c>, <c>retire</c>, <c>compromise</c>: the life of the keys that sign.</summary>
internal static class SigningKeyCommand
{
    private const string ReEncrypt = "re-encrypt";

    private const string Usage = """
        keys list                                       every signing key of the register, and its state
        keys activate <id> --person "<name>"            the key announced by Signing:<purpose>:NextFile signs from now on
        keys retire <id> --person "<name>"              a key signs no more; what it signed stands
        keys compromise <id> --since <instant> --person "<name>" [--count-entered yes]
          --since          from when on others may have held it, such as 2026-03-01T08:00:00Z
          --count-entered  whether certificates count that stood in the register when the log began, and were entered into it then
        keys re-encrypt                                 what former keys of Signing:Other…KeyFiles encrypted, with those in use
        --person is who does it, and stands on record. Settings of the service (--DataDirectory=…) may follow.
        """;

    /// <summary>Runs one of them beside the services, which follow within seconds.</summary>
    public static async Task<int> RunAsync(string verb, string[] args)
    {
        var (id, rest) = verb is "list" or ReEncrypt || args is [] or [['-', ..], ..] ? ("", args) : (args[0], args[1..]);
        if (!CommandOptions.TryRead(rest, ["person", "since", "count-entered"], out var options, out var fault)
            || !TryRequest(verb, id, options, out var request, out fault))
        {
            return await CommandOptions.FailAsync($"{fault}{Environment.NewLine}{Usage}", ExitCode.Usage);
        }

        return await ExitCode.OfAsync(() => verb == ReEncrypt ? ReEncryptAsync(rest) : RunAsync(request, rest), RegisterFaults.TellOf);
    }

    private static async Task<int> ReEncryptAsync(string[] args)
    {
        await using var app = ApiHost.Build(args);
        await ApiHost.OpenAsync(app, CancellationToken.None);
        var values = await app.Services.GetRequiredService<Reencryption>().RunAsync(
            (column, count) => System.Console.Error.WriteLine($"{column}: {count}"), CancellationToken.None);
        await System.Console.Out.WriteLineAsync(
            $"{values} values were encrypted anew. When every process writes with the key in use, run it once more: with 0 values the "
                + "former keys can be taken out of Signing:Other…KeyFiles.");
        return ExitCode.Success;
    }

    private static async Task<int> RunAsync(Request request, string[] args)
    {
        await using var app = ApiHost.Build(args);
        await ApiHost.OpenAsync(app, CancellationToken.None);
        var life = app.Services.GetRequiredService<SigningKeyLife>();
        if (await DoAsync(life, request) is { } why)
        {
            return await CommandOptions.FailAsync(why, ExitCode.Failure);
        }

        foreach (var (key, isBelieved) in await life.ListAsync(CancellationToken.None))
        {
            await System.Console.Out.WriteLineAsync(Line(key, isBelieved));
            foreach (var number in await life.SignedSinceAsync(key, CancellationToken.None))
            {
                await System.Console.Out.WriteLineAsync($"  {number} was signed with it since: its file and QR code are called forged");
            }
        }

        return ExitCode.Success;
    }

    private static Task<string?> DoAsync(SigningKeyLife life, Request asked) => asked.Verb switch
    {
        "activate" => life.ActivateAsync(asked.Id, asked.Person, CancellationToken.None),
        "retire" => life.RetireAsync(asked.Id, asked.Person, CancellationToken.None),
        "compromise" => life.CompromiseAsync(asked.Id, asked.Since, asked.CountsEntered, asked.Person, CancellationToken.None),
        _ => Task.FromResult<string?>(null),
    };

    private static string Line(SigningKeyInfo key, bool isBelieved) => string.Create(
        CultureInfo.InvariantCulture,
        $"{key.Id}  {CodeOf(key),-8} {key.State.Code(),-12}")
        + string.Create(CultureInfo.InvariantCulture, $"{key.ValidFrom.UtcDateTime:yyyy-MM-dd} to {key.ValidTo.UtcDateTime:yyyy-MM-dd}")
        + (key.CompromisedSince is { } since ? string.Create(CultureInfo.InvariantCulture, $", since {since.UtcDateTime:u}") : "")
        + (isBelieved ? "" : ", NOT BELIEVED: no authority vouches for it, or its row was changed past the services");

    /// <summary>The purpose, and the one institution that a PDF key is for.</summary>
    private static string CodeOf(SigningKeyInfo key) => $"{key.Purpose.Code()} {key.Institution}".TrimEnd();

    private static bool TryRequest(string verb, string id, IConfiguration options, out Request request, out string fault)
    {
        var (person, since) = ((options["person"] ?? "").Trim(), options["since"]);
        request = new Request(verb, id, person, default, options["count-entered"] == "yes");
        fault = verb is not ("list" or ReEncrypt or "activate" or "retire" or "compromise") ? $"'keys {verb}' is no command."
            : verb is "list" or ReEncrypt ? ""
            : id.Length == 0 ? "The key's id is missing: 'keys list' shows them."
            : person.Length is 0 or > 100 || person.Any(char.IsControl) ? "--person is missing, or is no name of up to 100 characters."
            : "";
        if (verb == "compromise" && fault.Length == 0)
        {
            if (DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                request = request with { Since = instant.ToUniversalTime() };
            }
            else
            {
                fault = $"--since is '{since}': write the instant as 2026-03-01T08:00:00Z.";
            }
        }

        return fault.Length == 0;
    }

    private sealed record Request(string Verb, string Id, string Person, DateTimeOffset Since, bool CountsEntered);
}
