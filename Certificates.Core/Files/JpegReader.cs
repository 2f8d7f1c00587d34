using System.Buffers.Binary;

namespace Certificates.Core.Files;

/// <summary>
/// Walks the marker segments of a JPEG (ITU-T T.81, annex B) once, and copies what a picture needs: APPn other than APP0 (JFIF)
/// and APP14 (Adobe, says how colours are coded) and comments are left behind, and so is what follows the end marker. Of EXIF the
/// orientation is remembered.
/// </summary>
internal sealed class JpegReader
{
    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, Comment = 0xFE;
    private const byte App0 = 0xE0, App1 = 0xE1, App14 = 0xEE, App15 = 0xEF;
    private static readonly PhotoFault Damaged = new("is cut off or damaged", "文件不完整或已损坏");
    private PhotoOrientation? _orientation;

    private readonly List<byte> _cleaned = [0xFF, StartOfImage];

    /// <summary>The file without metadata, complete only after <see cref="Read"/> found no fault.</summary>
    public byte[] Cleaned => [.. _cleaned];

    /// <summary>Bits a component.</summary>
    public int Bits { get; private set; }

    /// <summary>Pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Pixels.</summary>
    public int Height { get; private set; }

    /// <summary>1 grey, 3 colour, 4 CMYK; 0 before a frame was seen.</summary>
    public int Components { get; private set; }

    /// <summary>Which way up the pixels lie: what the first EXIF says, upright without one.</summary>
    public PhotoOrientation Orientation => _orientation ?? PhotoOrientation.TopLeft;

    /// <summary>Reads a file; says what is wrong, null when nothing is.</summary>
    public PhotoFault? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xFF, StartOfImage, 0xFF]))
        {
            return new PhotoFault("is not a JPEG", "不是 JPEG 文件");
        }

        var (at, scans) = (2, 0);
        while (true)
        {
            if (!TryMarker(file, ref at, out var marker))
            {
                return Damaged;
            }

            if (marker == EndOfImage)
            {
                _cleaned.AddRange((ReadOnlySpan<byte>)[0xFF, EndOfImage]);
                return scans > 0 ? null : new PhotoFault("has no picture in it", "文件中没有图像");
            }

            if (!TrySegment(file, ref at, out var segment))
            {
                return Damaged;
            }

            if (IsFrame(marker) && (Frame(marker, segment) is { } fault))
            {
                return fault;
            }

            Keep(marker, segment);
            if (marker == StartOfScan)
            {
                scans += Components > 0 ? 1 : 0;
                var end = EndOfScan(file, at);
                _cleaned.AddRange(file[at..end]);
                at = end;
            }
        }
    }

    /// <summary>SOF0–SOF15 without the table markers DHT, JPG and DAC that share their range.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>A segment with its length, two bytes and big-endian, before it.</summary>
    private static bool TrySegment(ReadOnlySpan<byte> file, ref int at, out ReadOnlySpan<byte> segment)
    {
        var length = at + 2 <= file.Length ? BinaryPrimitives.ReadUInt16BigEndian(file[at..]) : 0;
        var isWhole = length >= 2 && at + length <= file.Length;
        segment = isWhole ? file.Slice(at, length) : default;
        at += segment.Length;
        return isWhole;
    }

    private static bool TryMarker(ReadOnlySpan<byte> file, ref int at, out byte marker)
    {
        marker = 0;
        if (at >= file.Length || file[at] != 0xFF)
        {
            return false;
        }

        // Any number of FF may stand before a marker as fill.
        while (at < file.Length && file[at] == 0xFF)
        {
            at++;
        }

        if (at >= file.Length)
        {
            return false;
        }

        marker = file[at++];
        return marker is not (0x00 or StartOfImage) && marker is < 0xD0 or > 0xD7;
    }

    /// <summary>Where the entropy-coded data end: at the next marker that is neither a stuffed zero nor a restart.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (true)
        {
            var next = at < file.Length ? file[at..].IndexOf((byte)0xFF) : -1;
            if (next < 0 || at + next + 1 >= file.Length)
            {
                return file.Length;
            }

            at += next;
            if (file[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += 2;
        }
    }

    private PhotoFault? Frame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (marker is not (0xC0 or 0xC1 or 0xC2))
        {
            return new PhotoFault("is neither a baseline nor a progressive JPEG", "既非基线也非渐进式 JPEG");
        }

        if (Components > 0 || segment.Length < 8)
        {
            return Damaged;
        }

        Bits = segment[2];
        Height = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        Width = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]);
        Components = segment[7];
        return segment.Length == 8 + (3 * Components) ? null : Damaged;
    }

    private void Keep(byte marker, ReadOnlySpan<byte> segment)
    {
        _orientation ??= marker == App1 ? PhotoOrientations.Read(segment[2..]) : null;
        var isMetadata = marker switch
        {
            App0 => !segment[2..].StartsWith("JFIF\0"u8),
            App14 => !segment[2..].StartsWith("Adobe"u8),
            > App0 and <= App15 or Comment => true,
            _ => false,
        };
        if (!isMetadata)
        {
            _cleaned.AddRange((ReadOnlySpan<byte>)[0xFF, marker]);
            _cleaned.AddRange(segment);
        }
    }
}
