using System.Net;
using System.Text.Json;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Core.Composition;
using Certificates.Core.Privacy;
using OtpNet;

namespace Certificates.Api.Demo;

/// <summary>
/// People of every role who can sign in at the console at once, in a file that only its owner may read: each has been through the first
/// sign-in, with a password of their own and an authenticator.
/// </summary>
internal static class DemoPeople
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "demo-people.json";

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly AskedAccount[] All =
    [
        new("王晓", "clerk", ApiKeyRole.Operator, "0001"),
        new("李敏", "approver", ApiKeyRole.Approver, "0001"),
        new("陈静", "approver2", ApiKeyRole.Approver, "0001"),
        new("赵刚", "trainer", ApiKeyRole.Operator, DemoApiKeys.TrainingInstitution),
        new("孙丽", "trainer2", ApiKeyRole.Approver, DemoApiKeys.TrainingInstitution),
        new("周宁", "authority", ApiKeyRole.Authority, null),
        new("吴越", "authority2", ApiKeyRole.Authority, null),
        new("郑和平", "auditor", ApiKeyRole.Auditor, null),
    ];

    /// <summary>Those of an earlier start, or new ones where the register knows none.</summary>
    public static async Task<IReadOnlyList<DemoPerson>> KeepAsync(
        IServiceProvider services, DataDirectory data, CancellationToken cancellationToken)
    {
        var path = Path.Combine(data.Path, FileName);
        if (File.Exists(path))
        {
            return JsonSerializer.Deserialize<List<DemoPerson>>(await File.ReadAllBytesAsync(path, cancellationToken), Indented)!;
        }

        var people = new List<DemoPerson>();
        foreach (var asked in All)
        {
            people.Add(await MakeAsync(services, asked, cancellationToken));
        }

        await using var file = PrivateFiles.Create(path);
        await JsonSerializer.SerializeAsync(file, people, Indented, cancellationToken);
        return people;
    }

    /// <summary>Opens an account and goes through its first sign-in, as its person would.</summary>
    private static async Task<DemoPerson> MakeAsync(IServiceProvider services, AskedAccount asked, CancellationToken cancellationToken)
    {
        var (accounts, signIns) = (services.GetRequiredService<Accounts>(), services.GetRequiredService<SignIns>());
        var (sessions, factors) = (services.GetRequiredService<Sessions>(), services.GetRequiredService<Factors>());
        var first = ValueOf(await accounts.OpenAsync(asked, cancellationToken));
        var secret = ValueOf(
            await signIns.EnterAsync(asked.Login, first.Password, IPAddress.Loopback, "demo", cancellationToken));
        var session = (await sessions.ContinueAsync(secret, cancellationToken))!;
        var chosen = ChosenPassword();
        _ = ValueOf(await accounts.ChangePasswordAsync(session, first.Password, chosen, cancellationToken));
        var factor = (await factors.OfferAsync(session.Account, cancellationToken))!;
        var person = new DemoPerson(asked.Login!, asked.Person!, asked.Role.Code(), asked.InstitutionCode, chosen, factor.Text);

        // A half minute that ends meanwhile takes the early code with it.
        var isConfirmed =
            await signIns.ConfirmFactorAsync(session, person.CodeNow(early: true), IPAddress.Loopback, cancellationToken) is true
            || await signIns.ConfirmFactorAsync(session, person.CodeNow(early: false), IPAddress.Loopback, cancellationToken) is true;
        if (!isConfirmed)
        {
            throw new InvalidOperationException($"{asked.Login} could not set up the authenticator of the demo.");
        }

        await sessions.EndAsync(secret, cancellationToken);
        return person;
    }

    private static string ChosenPassword() => string.Join(
        '-', System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12).Chunk(4)
            .Select(group => new string(group)));

    private static T ValueOf<T>(Core.Result<T> result)
        where T : notnull =>
        result.TryGet(out var value, out var refusals) ? value : throw new InvalidOperationException(refusals.First.Message);
}

/// <summary>Somebody who does not exist, to sign in as.</summary>
/// <param name="Login">Login.</param>
/// <param name="Name">Name.</param>
/// <param name="Role">Code of the role.</param>
/// <param name="Institution">The institution; null for the authority and the auditor.</param>
/// <param name="Password">Password.</param>
/// <param name="Totp">The secret of the authenticator, in base 32.</param>
internal sealed record DemoPerson(string Login, string Name, string Role, string? Institution, string Password, string Totp)
{
    /// <summary>The six digits of now.</summary>
    /// <param name="early">True for those of half a minute ago, which are taken too and leave those of now for later.</param>
    public string CodeNow(bool early = false) => new Totp(Base32Encoding.ToBytes(Totp))
        .ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(early ? -30 : 0));

    /// <summary>Never prints a secret.</summary>
    public override string ToString() => Login;
}
