using System.Buffers.Binary;
using System.Text;

namespace Certificates.Core.Files.Workbooks;

/// <summary>
/// The streams of an OLE file ([MS-CFB]), in which old workbooks come. Read here because a library that does it keeps what the file
/// claims of its own size; every chain of sectors is at most as long as the file.
/// </summary>
internal sealed class CompoundFile
{
    /// <summary>How such a file begins.</summary>
    public static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private const int HeaderLength = 512, EntryLength = 128, MiniSector = 64, FirstFatSectors = 109;
    private const uint LastRegular = 0xFFFFFFFA;
    private readonly byte[] _file;
    private readonly int _sector;
    private readonly List<uint> _fat;
    private readonly byte[] _directory;
    private readonly Dictionary<string, int> _streams;

    private CompoundFile(byte[] file)
    {
        _file = file.Length > HeaderLength ? file : throw Damaged;
        var shift = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(30));
        _sector = shift is 9 or 12 ? 1 << shift : throw Damaged;
        _fat = FatSectors();
        _directory = Join(Chain(Word(file, 48), Next));
        _streams = Streams();
    }

    /// <summary>Takes a file in whole.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static CompoundFile Read(Stream file)
    {
        var bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        return new CompoundFile(bytes);
    }

    /// <summary>True when the file itself, not an object within it, has a stream of this name.</summary>
    public bool Has(string name) => _streams.ContainsKey(name);

    /// <summary>The bytes of a stream that is there.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public byte[] Stream(string name)
    {
        var entry = _directory.AsSpan(_streams[name] * EntryLength, EntryLength);
        var (first, length) = (Word(entry, 116), Word(entry, 120));
        if (length > _file.Length)
        {
            throw Damaged;
        }

        var isMini = length < Word(_file, 56);
        var bytes = isMini ? Mini(first, (int)length) : Join(Chain(first, Next));
        return bytes.Length >= length ? bytes[..(int)length] : throw Damaged;
    }

    private static InvalidDataException Damaged => new("The file is no OLE file, or a damaged one.");

    private static uint Word(ReadOnlySpan<byte> bytes, int at) =>
        at >= 0 && at <= bytes.Length - 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) : throw Damaged;

    /// <summary>Where the table of sectors lies: the first places in the head, further ones in sectors of their own.</summary>
    private List<uint> FatSectors()
    {
        var places = new List<uint>();
        for (var i = 0; i < FirstFatSectors; i++)
        {
            places.Add(Word(_file, 76 + (4 * i)));
        }

        foreach (var sector in Chain(Word(_file, 68), sector => Word(Sector(sector), _sector - 4)))
        {
            for (var at = 0; at < _sector - 4; at += 4)
            {
                places.Add(Word(Sector(sector), at));
            }
        }

        return [.. places.TakeWhile(place => place < LastRegular)];
    }

    private uint Next(uint sector)
    {
        var perSector = _sector / 4;
        var table = (int)(sector / perSector);
        return table < _fat.Count ? Word(Sector(_fat[table]), (int)(sector % perSector) * 4) : throw Damaged;
    }

    /// <summary>A chain from its first sector on; one longer than the file goes in circles.</summary>
    private List<uint> Chain(uint first, Func<uint, uint> next)
    {
        var chain = new List<uint>();
        for (var sector = first; sector < LastRegular; sector = next(sector))
        {
            chain.Add((long)chain.Count * _sector <= _file.Length ? sector : throw Damaged);
        }

        return chain;
    }

    /// <summary>A sector; the last may be cut short.</summary>
    private ReadOnlySpan<byte> Sector(uint sector)
    {
        var start = (sector + 1L) * _sector;
        return start < _file.Length
            ? _file.AsSpan((int)start, (int)Math.Min(_sector, _file.Length - start))
            : throw Damaged;
    }

    private byte[] Join(List<uint> chain)
    {
        var bytes = new byte[chain.Count * _sector];
        for (var i = 0; i < chain.Count; i++)
        {
            Sector(chain[i]).CopyTo(bytes.AsSpan(i * _sector));
        }

        return bytes;
    }

    /// <summary>A stream so short that it lies in pieces of 64 bytes within the stream of the root.</summary>
    private byte[] Mini(uint first, int length)
    {
        var root = Join(Chain(Word(_directory, 116), Next));
        var table = Join(Chain(Word(_file, 60), Next));
        var bytes = new byte[length + MiniSector];
        var sector = first;
        for (var at = 0; at < length; at += MiniSector)
        {
            var start = sector * (long)MiniSector;
            if (sector >= LastRegular || start > root.Length - MiniSector)
            {
                throw Damaged;
            }

            root.AsSpan((int)start, MiniSector).CopyTo(bytes.AsSpan(at));
            sector = Word(table, (int)(sector * 4));
        }

        return bytes;
    }

    /// <summary>The streams of the root by name: its children are a tree, whose branches are followed once each.</summary>
    private Dictionary<string, int> Streams()
    {
        var streams = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var (seen, open) = (new HashSet<uint>(), new Stack<uint>());
        open.Push(Word(_directory, 76));
        while (open.TryPop(out var id))
        {
            if (id >= _directory.Length / EntryLength || !seen.Add(id))
            {
                continue;
            }

            var entry = _directory.AsSpan((int)id * EntryLength, EntryLength);
            open.Push(Word(entry, 68));
            open.Push(Word(entry, 72));
            var length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]) - 2, 0, 62);
            if (entry[66] == 2)
            {
                streams.TryAdd(Encoding.Unicode.GetString(entry[..length]), (int)id);
            }
        }

        return streams;
    }
}
