namespace Certificates.Core.Recovery;

/// <summary>The journal is empty, and the register is not: what was given since an older copy could not be told.</summary>
public sealed class JournalLostException : InvalidOperationException
{
    internal JournalLostException(string folder)
        : base(
            $"The recovery journal in {folder} is empty, and numbers were given out of this register: if that is an "
                + "older copy, they would be given "
            + "again. Look at Recovery:Path. If the journal is lost, and the register is the latest there ever was, run "
            + "'dotnet run --project Certificates.Api -- recover --new-journal'.")
    {
    }
}
