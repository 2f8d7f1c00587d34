namespace Certificates.Core.Oversight.Sealing;

/// <summary>The register is of before there were seals: whoever runs it seals it, once.</summary>
public sealed class RegisterUnsealedException() : Exception(
    "This register was made before its rows were sealed, and is not used before they are. Stop both services, keep a copy, and run "
        + "'dotnet run --project Certificates.Api -- seal' with the same settings (docs/operations.md).");
