using Certificates.Core.Access.People;

namespace Certificates.Api.Console;

/// <summary>Where the pages of the console are.</summary>
internal static class ConsolePaths
{
    public const string Home = "/console";
    public const string SignIn = Home + "/sign-in";
    public const string Factor = SignIn + "/factor";
    public const string ByProvider = SignIn + "/provider";
    public const string ProviderAgain = ByProvider + "/again";
    public const string ByPasskey = SignIn + "/passkey";
    public const string FactorByPasskey = Factor + "/passkey";
    public const string SignOut = Home + "/sign-out";
    public const string Me = Home + "/me";
    public const string Password = Me + "/password";
    public const string OwnFactor = Me + "/factor";
    public const string OwnPasskeys = Me + "/passkeys";
    public const string Batches = Home + "/batches";
    public const string Send = Batches + "/new";
    public const string Certificates = Home + "/certificates";
    public const string Inbox = Home + "/inbox";
    public const string People = Home + "/people";
    public const string Keys = Home + "/keys";
    public const string Directories = Home + "/directories";
    public const string Reconciliation = Home + "/reconciliation";
    public const string Records = Home + "/records";
    public const string Health = Home + "/health";

    /// <summary>What comes next for whoever is signed in: the second factor, a password and a second factor of one's own.</summary>
    public static string NextStep(SignedIn session) => session switch
    {
        { AwaitsFactor: true } => Factor,
        { Account.MustChangePassword: true } => Password,
        { IsComplete: false } => OwnFactor,
        _ => Home,
    };

    /// <summary>A page of the console that was asked for before signing in; home for anything else, such as another site.</summary>
    public static string Local(string? next) =>
        next is not null && next.StartsWith(Home + "/", StringComparison.Ordinal) && next.All(IsPlain)
            && !next.Contains("..", StringComparison.Ordinal)
            ? next
            : Home;

    private static bool IsPlain(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '/' or '-' or '_' or '.';
}
