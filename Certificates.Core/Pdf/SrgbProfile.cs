using System.Buffers.Binary;

namespace Certificates.Core.Pdf;

/// <summary>
/// The sRGB output intent: an ICC.1:2001-04 (version 2) display profile of matrix and tone curve, values of IEC 61966-2-1 adapted to
/// D50 by Bradford. Written rather than copied, so that no foreign licence is attached to it.
/// </summary>
internal static class SrgbProfile
{

    private static readonly (string Tag, double X, double Y, double Z)[] Points =
    [
        ("wtpt", 0.9642, 1, 0.8249),
        ("rXYZ", 0.436066, 0.222488, 0.013916),
        ("gXYZ", 0.385147, 0.716873, 0.097076),
        ("bXYZ", 0.143066, 0.060608, 0.714096),
    ];

    /// <summary>The profile's bytes.</summary>
    /// <param name="curvePoints">Points of its tone curve; with 64 it strays by a ten-thousandth at most.</param>
    public static byte[] Create(int curvePoints)
    {
        var tags = new List<(string Tag, byte[] Data)> { ("desc", Description("sRGB IEC61966-2.1")), ("cprt", Text("Public domain")) };
        tags.AddRange(Points.Select(p => (p.Tag, Xyz(p.X, p.Y, p.Z))));
        var curve = Curve(curvePoints);
        tags.AddRange([("rTRC", curve), ("gTRC", curve), ("bTRC", curve)]);

        var body = new List<byte>();
        var placed = new Dictionary<byte[], int>();
        var bodyStart = 128 + 4 + (12 * tags.Count);
        foreach (var data in tags.Select(t => t.Data).Distinct())
        {
            placed[data] = bodyStart + body.Count;
            body.AddRange(data);
            body.AddRange(new byte[-data.Length & 3]);
        }

        var profile = new byte[bodyStart + body.Count];
        WriteHeader(profile);
        BinaryPrimitives.WriteInt32BigEndian(profile.AsSpan(128), tags.Count);
        for (var i = 0; i < tags.Count; i++)
        {
            var entry = profile.AsSpan(132 + (12 * i));
            Signature(entry, tags[i].Tag);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], placed[tags[i].Data]);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], tags[i].Data.Length);
        }

        body.CopyTo(profile, bodyStart);
        return profile;
    }

    private static void WriteHeader(Span<byte> profile)
    {
        BinaryPrimitives.WriteInt32BigEndian(profile, profile.Length);
        BinaryPrimitives.WriteInt32BigEndian(profile[8..], 0x02400000);
        Signature(profile[12..], "mntr");
        Signature(profile[16..], "RGB ");
        Signature(profile[20..], "XYZ ");
        BinaryPrimitives.WriteInt16BigEndian(profile[24..], 2021);
        BinaryPrimitives.WriteInt16BigEndian(profile[26..], 1);
        BinaryPrimitives.WriteInt16BigEndian(profile[28..], 1);
        Signature(profile[36..], "acsp");
        WriteXyz(profile[68..], 0.9642, 1, 0.8249);
    }

    private static byte[] Description(string text)
    {
        // textDescriptionType: ASCII with its count, then empty Unicode and ScriptCode parts of fixed size.
        var data = new byte[8 + 4 + text.Length + 1 + 4 + 4 + 2 + 1 + 67];
        Signature(data, "desc");
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), text.Length + 1);
        System.Text.Encoding.ASCII.GetBytes(text, data.AsSpan(12));
        return data;
    }

    private static byte[] Text(string text)
    {
        var data = new byte[8 + text.Length + 1];
        Signature(data, "text");
        System.Text.Encoding.ASCII.GetBytes(text, data.AsSpan(8));
        return data;
    }

    private static byte[] Xyz(double x, double y, double z)
    {
        var data = new byte[20];
        Signature(data, "XYZ ");
        WriteXyz(data.AsSpan(8), x, y, z);
        return data;
    }

    private static byte[] Curve(int points)
    {
        var data = new byte[12 + (2 * points)];
        Signature(data, "curv");
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), points);
        for (var i = 0; i < points; i++)
        {
            var encoded = i / (points - 1.0);
            var linear = encoded <= 0.04045 ? encoded / 12.92 : Math.Pow((encoded + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(12 + (2 * i)), (ushort)Math.Round(linear * 65535));
        }

        return data;
    }

    private static void WriteXyz(Span<byte> target, double x, double y, double z)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, (int)Math.Round(x * 65536));
        BinaryPrimitives.WriteInt32BigEndian(target[4..], (int)Math.Round(y * 65536));
        BinaryPrimitives.WriteInt32BigEndian(target[8..], (int)Math.Round(z * 65536));
    }

    private static void Signature(Span<byte> target, string signature) => System.Text.Encoding.ASCII.GetBytes(signature, target);
}
