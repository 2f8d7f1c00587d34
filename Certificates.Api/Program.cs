using Certificates.Api;
using Certificates.Api.Access;
using Certificates.Api.Demo;
using Certificates.Api.Recovery;
using Certificates.Web.Hosting;

const string usage = """
    Certificates.Api                              serve the issuing API (settings: appsettings.json, environment, --Key=value)
    Certificates.Api demo                         try everything at once, with demo keys and a sample
    Certificates.Api recover                      bring a register up that was restored from an older copy; stop all else first
    Certificates.Api recover --clock              show what a clock that was ahead has written, and let issuing go on
    Certificates.Api recover --new-journal        begin a lost recovery journal anew, from a register that is the latest there is
    Certificates.Api seal                         seal a register of a version before seals, once; stop all else first
    Certificates.Api audit                        hold the register against its log, its seals and its files; it writes nothing
    Certificates.Api accounts create --role <role> --login <login> --person "<name>"
                                                  open an account of the console; see 'accounts create' alone for its options
    Certificates.Api keys create --role <role>    make a key; see 'keys create' alone for its options
    Certificates.Api keys create-log              make the key that signs the log
    Certificates.Api keys list                    the keys that sign; also keys activate, retire, compromise, re-encrypt
    """;

switch (args)
{
    case ["demo", .. var rest]:
        return await DemoCommand.RunAsync(rest);
    case ["recover", .. var rest]:
        return await RecoverCommand.RunAsync(rest);
    case ["seal", .. var rest]:
        return await SealCommand.RunAsync(rest);
    case ["audit", .. var rest]:
        return await AuditCommand.RunAsync(rest);
    case ["accounts", "create", .. var rest]:
        return await AccountsCommand.CreateAsync(rest);
    case ["keys", "create-log", .. var rest]:
        return await LogKeyCommand.CreateAsync(rest);
    case ["keys", "create", .. var rest]:
        return await KeysCommand.CreateAsync(rest);
    case ["keys", var verb, .. var rest]:
        return await SigningKeyCommand.RunAsync(verb, rest);
    case [] or [['-', '-', ..], ..] and not ["--help", ..]:
        return await ApiHost.ServeAsync(args);
    default:
        await Console.Error.WriteLineAsync(usage);
        return args is ["help" or "--help"] ? ExitCode.Success : ExitCode.Usage;
}
