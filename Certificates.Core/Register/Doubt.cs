namespace Certificates.Core.Register;

/// <summary>
/// A certificate of which the nightly check found that the register says otherwise than its PDF or its last event. The site says nothing
/// of it until a night finds it well.
/// </summary>
/// <param name="CertificateId">Which.</param>
/// <param name="Number">The number in its PDF, where the register has another.</param>
/// <param name="HolderKey">The look-up key of its holder, in hexadecimal, where the register has another.</param>
internal sealed record Doubt(long CertificateId, string? Number = null, string? HolderKey = null)
{
    private const char Next = ',', Between = ':';

    /// <summary>As the check keeps them; null for none.</summary>
    public static string? Write(IReadOnlyCollection<Doubt> doubts) => doubts.Count == 0 ? null : string.Join(Next, doubts.Select(doubt =>
        doubt is { Number: null, HolderKey: null }
            ? FormattableString.Invariant($"{doubt.CertificateId}")
            : FormattableString.Invariant($"{doubt.CertificateId}{Between}{doubt.Number}{Between}{doubt.HolderKey}")));

    /// <summary>Reads them; nothing but ids where an earlier build wrote them.</summary>
    public static IReadOnlyList<Doubt> Read(string? text) =>
    [
        .. (text ?? "").Split(Next, StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split(Between)).Select(parts => new Doubt(
            long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture),
            parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null,
            parts.Length > 2 && parts[2].Length > 0 ? parts[2] : null)),
    ];
}

/// <summary>The certificates the site says nothing of, as the last check of the register has them.</summary>
internal sealed class DoubtedCertificates
{
    private volatile State _state = new([]);

    /// <summary>How many there are.</summary>
    public int Count => _state.ById.Count;

    /// <summary>Takes what the register has now.</summary>
    public void Set(string? text)
    {
        if (text != _state.Text)
        {
            _state = new State(Doubt.Read(text)) { Text = text };
        }
    }

    /// <summary>Those of a number that the register has otherwise.</summary>
    public IEnumerable<long> OfNumber(string number) => _state.ByNumber[number];

    /// <summary>Those of a holder that the register has otherwise.</summary>
    public IEnumerable<long> OfHolder(byte[] holderKey) => _state.ById.Count == 0 ? [] : _state.ByHolder[Convert.ToHexString(holderKey)];

    /// <summary>Marks those among some versions, which then stand where they truly belong.</summary>
    public IReadOnlyList<VersionRecord> Mark(IReadOnlyList<VersionRecord> versions)
    {
        var state = _state;
        for (var i = 0; i < versions.Count && state.ById.Count > 0; i++)
        {
            if (state.ById.TryGetValue(versions[i].CertificateId, out var doubt))
            {
                versions[i].Doubt(doubt);
            }
        }

        return versions;
    }

    private sealed class State(IReadOnlyList<Doubt> doubts)
    {
        public string? Text { get; init; }

        public Dictionary<long, Doubt> ById { get; } =
            doubts.DistinctBy(doubt => doubt.CertificateId).ToDictionary(doubt => doubt.CertificateId);

        public ILookup<string, long> ByNumber { get; } = doubts.Where(doubt => doubt.Number is not null)
            .ToLookup(doubt => doubt.Number!, doubt => doubt.CertificateId, StringComparer.Ordinal);

        public ILookup<string, long> ByHolder { get; } = doubts.Where(doubt => doubt.HolderKey is not null)
            .ToLookup(doubt => doubt.HolderKey!, doubt => doubt.CertificateId, StringComparer.Ordinal);
    }
}
