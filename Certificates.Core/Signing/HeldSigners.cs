namespace Certificates.Core.Signing;

/// <summary>
/// The private keys of this process: of each purpose the one that signs, and, where there is one, its successor; and the same of
/// institutions that have a PDF key of their own.
/// </summary>
/// <param name="current">Those of <c>Signing:…:File</c>.</param>
/// <param name="next">Those of <c>Signing:…:NextFile</c>.</param>
internal sealed class HeldSigners(IReadOnlyList<ISigner> current, IReadOnlyList<ISigner> next) : IDisposable
{
    /// <summary>All of them. Which of them signs, what is published of them says.</summary>
    public IEnumerable<ISigner> All => current.Concat(next);

    /// <summary>What is published of those that are not known yet.</summary>
    public IEnumerable<SigningKeyInfo> Announced =>
        current.Select(signer => signer.Key).Concat(next.Select(signer => signer.Key with { State = KeyState.Next }));

    /// <summary>The key that a purpose has by its setting.</summary>
    public ISigner Of(KeyPurpose purpose) => current.Single(signer => signer.Key.Use == new KeyUse(purpose));

    /// <summary>Opens all that a process may hold.</summary>
    /// <exception cref="KeyFileException">A file is missing or wrong.</exception>
    public static HeldSigners Open(KeyFiles files) =>
        new([.. files.Uses.Select(files.OpenCurrent).OfType<ISigner>()], [.. files.Uses.Select(files.OpenNext).OfType<ISigner>()]);

    public void Dispose()
    {
        foreach (var signer in All)
        {
            (signer as IDisposable)?.Dispose();
        }
    }
}
