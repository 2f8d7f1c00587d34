namespace Certificates.Core.Data;

/// <summary>The mark that keeps a demo's register and a real one apart.</summary>
internal static class SpecimenMark
{
    /// <summary>The mark as stored.</summary>
    public static string Of(bool isSpecimen) => isSpecimen ? "1" : "0";

    /// <summary>Stops the process when the register is of the other sort.</summary>
    /// <exception cref="WrongRegisterException">It is; the message says what to do.</exception>
    public static void Require(string? stored, bool isSpecimen)
    {
        if (stored != Of(isSpecimen))
        {
            throw new WrongRegisterException(
                isSpecimen
                    ? "This register holds real certificates: a demo must not touch it. Start the demo in another folder (DataDirectory)."
                    : "This register was made by a demo: its certificates are specimens. Set DataDirectory or "
                        + "Storage:ConnectionString to a register of your own.");
        }
    }
}
