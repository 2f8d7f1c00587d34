namespace Certificates.Core.Register;

/// <summary>
/// The register was restored from an older copy and does not know all that was given and revoked: nothing is issued from it.
/// </summary>
public sealed class RegisterBehindException : InvalidOperationException
{
    internal RegisterBehindException(string what)
        : base(
            $"The register is behind what was issued: {what}. It was restored from an older copy. Stop every process that uses it, and run "
            + "'dotnet run --project Certificates.Api -- recover', which leaves no number to be given twice and puts revocations "
                + "in force again.")
    {
    }
}
