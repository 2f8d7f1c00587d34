using System.Buffers.Binary;
using System.Text;

namespace Certificates.Tests.Files;

/// <summary>
/// Old workbooks (XLS, [MS-XLS] in [MS-CFB]), record by record. A cell is its text; <c>#1</c> is a number, <c>#1@14</c> one with a format
/// that all workbooks have, <c>!</c> the error #N/A.
/// </summary>
internal sealed class OldBook
{
    private const int Sector = 512;
    private readonly List<(string Name, bool IsHidden, byte[] Records)> _sheets = [];

    public bool CountsFrom1904 { get; init; }

    public bool IsEncrypted { get; init; }

    public static byte[] Of(params string[][] rows) => new OldBook().Sheet("Sheet1", rows).ToArray();

    public OldBook Sheet(string name, string[][] rows, bool isHidden = false, int[]? hidden = null, int[]? hiddenColumns = null, (int, int, int, int)? merged = null)
    {
        var records = new MemoryStream();
        Write(records, 0x809, Begin(0x10));
        Write(records, 0x200, [.. Long(0), .. Long(rows.Length), .. Short(0), .. Short(rows.Max(row => row.Length)), 0, 0]);
        foreach (var column in hiddenColumns ?? [])
        {
            Write(records, 0x7D, [.. Short(column), .. Short(column), .. Short(2000), 0, 0, .. Short(1), 0, 0]);
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length == 0)
            {
                continue;
            }

            var options = hidden?.Contains(i + 1) == true ? 0x120 : 0x100;
            Write(records, 0x208, [.. Short(i), 0, 0, .. Short(rows[i].Length), .. Short(255), 0, 0, 0, 0, .. Long(options)]);
        }

        for (var i = 0; i < rows.Length; i++)
        {
            for (var column = 0; column < rows[i].Length; column++)
            {
                Write(records, i, column, rows[i][column]);
            }
        }

        if (merged is var (top, bottom, left, right))
        {
            Write(records, 0xE5, [1, 0, .. Short(top), .. Short(bottom), .. Short(left), .. Short(right)]);
        }

        Write(records, 0x0A, []);
        _sheets.Add((name, isHidden, records.ToArray()));
        return this;
    }

    /// <summary>The file: its records in sectors of 512 bytes, behind each other.</summary>
    public byte[] ToArray(string stream = "Workbook")
    {
        var records = Records();
        var content = new byte[(Math.Max(records.Length, 4096) + Sector - 1) / Sector * Sector];
        records.CopyTo(content, 0);
        var sectors = content.Length / Sector;
        var fatSectors = (sectors + 1 + (Sector / 4) - 1) / ((Sector / 4) - 1);
        var fat = Enumerable.Repeat(0xFFFFFFFFu, fatSectors * Sector / 4).ToArray();
        for (var i = 0; i < fatSectors; i++)
        {
            fat[i] = 0xFFFFFFFD;
        }

        fat[fatSectors] = 0xFFFFFFFE;
        for (var i = 0; i < sectors; i++)
        {
            fat[fatSectors + 1 + i] = i == sectors - 1 ? 0xFFFFFFFE : (uint)(fatSectors + 2 + i);
        }

        return [.. Head(fatSectors), .. fat.SelectMany(BitConverter.GetBytes), .. Directory(stream, fatSectors + 1, content.Length), .. content];
    }

    private byte[] Records()
    {
        // twice, for what stands before the sheets says where they begin
        var (globals, starts) = (Globals([.. _sheets.Select(_ => 0)]), new List<int>());
        var at = globals.Length;
        foreach (var sheet in _sheets)
        {
            starts.Add(at);
            at += sheet.Records.Length;
        }

        return [.. Globals([.. starts]), .. _sheets.SelectMany(sheet => sheet.Records)];
    }

    private byte[] Globals(int[] starts)
    {
        var records = new MemoryStream();
        Write(records, 0x809, Begin(0x05));
        if (IsEncrypted)
        {
            Write(records, 0x2F, new byte[6]);
        }

        Write(records, 0x42, Short(1200));
        Write(records, 0x22, Short(CountsFrom1904 ? 1 : 0));
        for (var format = 0; format < 60; format++)
        {
            // style n has the format n that all workbooks have
            Write(records, 0xE0, [0, 0, .. Short(format), .. new byte[5], 0xFC, .. new byte[10]]);
        }

        for (var i = 0; i < starts.Length; i++)
        {
            Write(records, 0x85, [.. Long(starts[i]), (byte)(_sheets[i].IsHidden ? 1 : 0), 0, (byte)_sheets[i].Name.Length, 1, .. Encoding.Unicode.GetBytes(_sheets[i].Name)]);
        }

        Write(records, 0x0A, []);
        return records.ToArray();
    }

    private static void Write(MemoryStream records, int row, int column, string cell)
    {
        byte[] at = [.. Short(row), .. Short(column)];
        if (cell is ['#', .. var number])
        {
            var parts = number.Split('@');
            var format = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
            Write(records, 0x203, [.. at, .. Short(format), .. BitConverter.GetBytes(double.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture))]);
        }
        else if (cell == "!")
        {
            Write(records, 0x205, [.. at, 0, 0, 0x2A, 1]);
        }
        else if (cell.Length > 0)
        {
            Write(records, 0x204, [.. at, 0, 0, .. Short(cell.Length), 1, .. Encoding.Unicode.GetBytes(cell)]);
        }
    }

    private static void Write(MemoryStream records, int kind, byte[] body) => records.Write([.. Short(kind), .. Short(body.Length), .. body]);

    private static byte[] Begin(int kind) => [.. Short(0x600), .. Short(kind), .. new byte[12]];

    private static byte[] Head(int fatSectors)
    {
        var head = new byte[Sector];
        byte[] signature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        signature.CopyTo(head, 0);
        Put(head, 24, 0x0003003E);
        Put(head, 28, 0x0009FFFE);
        Put(head, 32, 6);
        Put(head, 44, fatSectors);
        Put(head, 48, fatSectors);
        Put(head, 56, 4096);
        Put(head, 60, -2);
        Put(head, 68, -2);
        for (var i = 0; i < 109; i++)
        {
            Put(head, 76 + (4 * i), i < fatSectors ? i : -1);
        }

        return head;
    }

    private static byte[] Directory(string stream, int first, int length)
    {
        var directory = new byte[Sector];
        Entry(directory.AsSpan(0, 128), "Root Entry", kind: 5, child: 1, first: -2, length: 0);
        Entry(directory.AsSpan(128, 128), stream, kind: 2, child: -1, first, length);
        return directory;
    }

    private static void Entry(Span<byte> entry, string name, byte kind, int child, int first, int length)
    {
        Encoding.Unicode.GetBytes(name, entry);
        BinaryPrimitives.WriteInt16LittleEndian(entry[64..], (short)((name.Length + 1) * 2));
        entry[66] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(entry[68..], -1);
        BinaryPrimitives.WriteInt32LittleEndian(entry[72..], -1);
        BinaryPrimitives.WriteInt32LittleEndian(entry[76..], child);
        BinaryPrimitives.WriteInt32LittleEndian(entry[116..], first);
        BinaryPrimitives.WriteInt32LittleEndian(entry[120..], length);
    }

    private static void Put(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);

    private static byte[] Short(int value) => BitConverter.GetBytes(unchecked((ushort)value));

    private static byte[] Long(int value) => BitConverter.GetBytes(value);
}
