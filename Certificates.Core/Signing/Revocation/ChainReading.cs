using System.Security.Cryptography.X509Certificates;

namespace Certificates.Core.Signing.Revocation;

/// <summary>Asks the authorities of a chain, certificate by certificate; what was said before stands until it ends.</summary>
internal sealed class ChainReading(RevocationClient client, TimeProvider clock)
{
    private readonly Dictionary<string, Said> _said = new(StringComparer.Ordinal);
    private readonly Dictionary<Uri, byte[]> _lists = [];
    private readonly Dictionary<Uri, string> _away = [];

    /// <summary>Begins a round: within one, a list is fetched once, and who does not answer is not asked again.</summary>
    public void Begin()
    {
        _lists.Clear();
        _away.Clear();
    }

    /// <summary>Asks all of them. For one caller at a time.</summary>
    /// <param name="name">What the chain is of, for the faults.</param>
    /// <param name="chain">Leaf first, the trusted one last.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ChainMaterial> ReadAsync(
        string name, IReadOnlyList<X509Certificate2> chain, CancellationToken cancellationToken)
    {
        var (all, faults, isComplete) = (new List<Said>(), new List<string>(), chain.Count > 0);
        foreach (var (certificate, issuer) in chain.Zip(chain.Skip(1)))
        {
            var (reading, sources) = (new SaidReading(certificate, issuer), Sources.Of(certificate));
            var subject = $"{name}, certificate {certificate.SerialNumber}";
            Said?[] said =
            [
                await FirstAsync(
                    sources.Lists, $"{subject}: the list", faults,
                    async at => reading.List(await ListAsync(at, cancellationToken), clock.GetUtcNow())),
                await FirstAsync(
                    sources.Responders, $"{subject}: the answer", faults,
                    async at => reading.Answer(
                        await OnceAsync(at, () => client.AnswerAsync(at, reading.Request(), cancellationToken)), clock.GetUtcNow())),
            ];
            if (sources is { Lists: [], Responders: [] })
            {
                faults.Add($"{subject} names neither a list nor a responder by HTTP.");
            }

            faults.AddRange(said.Any(each => each?.IsRevoked == true) ? [$"{subject} is revoked."] : []);
            all.AddRange(said.OfType<Said>());
            isComplete &= said.Any(each => each is not null);
        }

        return new ChainMaterial(chain, all, faults) { IsComplete = isComplete };
    }

    private async Task<byte[]> ListAsync(Uri address, CancellationToken cancellationToken) => _lists.TryGetValue(address, out var fetched)
        ? fetched
        : _lists[address] = await OnceAsync(address, () => client.ListAsync(address, cancellationToken));

    private async Task<byte[]> OnceAsync(Uri address, Func<Task<byte[]>> ask)
    {
        if (_away.TryGetValue(address, out var fault))
        {
            throw new RevocationException(fault);
        }

        try
        {
            return await ask();
        }
        catch (RevocationException away)
        {
            _away[address] = away.Message;
            throw;
        }
    }

    /// <summary>What the first of several addresses says that says something; null where none does and nothing of before stands.</summary>
    private async Task<Said?> FirstAsync(IReadOnlyList<Uri> addresses, string subject, List<string> faults, Func<Uri, Task<Said>> ask)
    {
        var failed = new List<string>();
        foreach (var address in addresses)
        {
            try
            {
                return _said[subject] = await ask(address);
            }
            catch (RevocationException fault)
            {
                failed.Add($"{subject} of {address} {fault.Message}.");
            }
        }

        faults.AddRange(failed);

        // Who was revoked stays so until the authority says otherwise.
        return _said.GetValueOrDefault(subject) is { } before && (before.IsRevoked || before.Until > clock.GetUtcNow()) ? before : null;
    }
}
