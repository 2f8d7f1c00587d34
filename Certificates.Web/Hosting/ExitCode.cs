namespace Certificates.Web.Hosting;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Asked for rightly, but it could not be done: the message says why.</summary>
    public const int Failure = 1;

    /// <summary>Asked for wrongly: the message says how to ask.</summary>
    public const int Usage = 2;

    /// <summary>Does what the process is there for. A fault that has a sentence is written to standard error; any other is a bug and is
    /// thrown.</summary>
    /// <param name="work">It, until it ends; gives the code it ends with.</param>
    /// <param name="tellOf">The sentence of a fault, or null.</param>
    public static async Task<int> OfAsync(Func<Task<int>> work, Func<Exception, string?> tellOf)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (tellOf(e) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return Failure;
        }
    }
}
