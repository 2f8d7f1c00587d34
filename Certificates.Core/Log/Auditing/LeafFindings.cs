using System.Globalization;
using Certificates.Core.Log.Tree;

namespace Certificates.Core.Log.Auditing;

/// <summary>What an audit finds wrong, in sentences; leaves by their places.</summary>
internal sealed class LeafFindings
{
    private const int MostNamed = 20;
    private readonly List<string> _others = [];
    private readonly List<WrongLeaf> _wrong = [];
    private long _wrongCount;
    private bool _areSigned = true;

    /// <summary>True when nothing was.</summary>
    public bool IsEmpty => _wrongCount == 0 && _others.Count == 0;

    /// <summary>The sentences.</summary>
    public IReadOnlyList<string> All =>
    [
        .. _others,
        .. _wrong.Select(Sentence),
        .. _wrongCount > _wrong.Count ? [Text($"So it is with {_wrongCount - _wrong.Count} leaves more.")] : Array.Empty<string>(),
    ];

    /// <summary>A bundle or its tile cannot be had.</summary>
    public void Unserved(long first, int width, string fault) =>
        _others.Add(Text($"Leaves {first} to {first + width - 1} cannot be had: {fault}"));

    /// <summary>Holds a leaf against the tree's hash of it.</summary>
    public void Compare(long index, ServedLeaves served, int at)
    {
        if (at >= served.Entries.Count || served.TileHash(at).SequenceEqual(served.Entries[at]))
        {
            return;
        }

        _wrongCount++;
        if (_wrong.Count < MostNamed)
        {
            _wrong.Add(new WrongLeaf(index, Holder(served, served.Entries[at]) is { } other ? index - at + other : null));
        }
    }

    /// <summary>The tree at the size of the audit before, held against what was signed of it then.</summary>
    public void Seen(Checkpoint last, TreeEdge edge)
    {
        if (!edge.Root().AsSpan().SequenceEqual(last.Root))
        {
            _others.Add(Text($"The log was rewritten: its first {last.Size} leaves are not those that were seen signed."));
        }
    }

    /// <summary>The leaves do not give the root that was signed.</summary>
    public void OtherRoot(long from, Checkpoint now)
    {
        _areSigned = false;
        _others.Add(from == 0
            ? Text($"The {now.Size} leaves do not give the root that is signed.")
            : Text($"What was seen before and the leaves from {from} on do not give the root that is signed: the log was rewritten."));
    }

    private static int? Holder(ServedLeaves served, byte[] hash)
    {
        for (var at = 0; served.TileHash(at) is { Length: > 0 } other; at++)
        {
            if (other.SequenceEqual(hash))
            {
                return at;
            }
        }

        return null;
    }

    private string Sentence(WrongLeaf leaf) => _areSigned
        ? Text($"The tree's hash of leaf {leaf.Index} was changed; the leaf itself is as it was signed.")
        : leaf.Holds is { } other
        ? Text($"Leaf {leaf.Index} was put out of order: there stands what the tree has as leaf {other}.")
        : Text($"Leaf {leaf.Index} was changed: it is not what the tree has of it.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record WrongLeaf(long Index, long? Holds);
}
