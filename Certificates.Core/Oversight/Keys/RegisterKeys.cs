using Certificates.Core.Oversight.Sealing;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Oversight.Keys;

/// <summary>The keys that read and find people's data, held against the register before it is used.</summary>
public sealed class RegisterKeys
{
    private readonly DataKeyStore _known;
    private readonly KeyProof _proof;
    private readonly SecretKey[] _held;
    private readonly SecretKey _seal;

    internal RegisterKeys(
        DataKeyStore known,
        KeyProof proof,
        [FromKeyedServices(SecretKeyPurpose.Identity)] SecretKey identity,
        [FromKeyedServices(SecretKeyPurpose.LookUp)] SecretKey lookUp,
        [FromKeyedServices(SecretKeyPurpose.Document)] SecretKey document,
        [FromKeyedServices(SecretKeyPurpose.Claim)] SecretKey claim,
        [FromKeyedServices(SecretKeyPurpose.Seal)] SecretKey seal) =>
        (_known, _proof, _held, _seal) = (known, proof, [identity, lookUp, document, claim], seal);

    /// <summary>
    /// Stops a process whose keys are not this register's. A register that knows no check value of a key yet keeps it after the key has
    /// proved itself on the rows that stand.
    /// </summary>
    /// <exception cref="KeyFileException">A key does not fit; the message names the option.</exception>
    /// <exception cref="RegisterUnsealedException">The register has rows of before there were seals.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        await RequireReadingAsync(cancellationToken);
        if (await IsSealedAsync(cancellationToken))
        {
            return;
        }

        if (!await _proof.FitsAsync(_seal.Purpose, cancellationToken))
        {
            throw new RegisterUnsealedException();
        }

        await _known.KeepAsync(_seal, cancellationToken);
    }

    /// <summary>The same of the keys that read a register, which is not sealed yet.</summary>
    /// <exception cref="KeyFileException">A key does not fit; the message names the option.</exception>
    public async Task RequireReadingAsync(CancellationToken cancellationToken)
    {
        // In this order: a holder's key is proved by an ID number that could be read, a pick-up code by the key that hashes it.
        foreach (var key in _held)
        {
            if (await _known.IsKnownAsync(key, cancellationToken))
            {
                continue;
            }

            if (!await _proof.FitsAsync(key.Purpose, cancellationToken))
            {
                throw _known.Other(key.Purpose);
            }

            await _known.KeepAsync(key, cancellationToken);
        }
    }

    /// <summary>Whether this register is sealed.</summary>
    /// <exception cref="KeyFileException">It is, with another key.</exception>
    internal Task<bool> IsSealedAsync(CancellationToken cancellationToken) => _known.IsKnownAsync(_seal, cancellationToken);
}
