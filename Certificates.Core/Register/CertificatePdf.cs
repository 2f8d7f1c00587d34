namespace Certificates.Core.Register;

/// <summary>A signed file.</summary>
/// <param name="Number">Whose.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Sha256">Its SHA-256, as the register has it.</param>
public sealed record CertificatePdf(string Number, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Sha256);
