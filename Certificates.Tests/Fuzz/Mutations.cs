using System.Text;

namespace Certificates.Tests.Fuzz;

/// <summary>Makes a hostile input of a good one: bytes changed, cut, doubled, moved, and fragments put in that readers stumble over.</summary>
internal static class Mutations
{
    private const int MostSteps = 6;
    private const int MostRepeats = 200;

    /// <summary>One input; the same for the same random numbers.</summary>
    public static byte[] Of(byte[] seed, Random random, params string[] fragments)
    {
        var bytes = seed.ToList();
        for (var step = random.Next(1, MostSteps); step > 0; step--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 64), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    var fragment = Encoding.UTF8.GetBytes(fragments[random.Next(fragments.Length)]);
                    var repeats = random.Next(8) == 0 ? random.Next(MostRepeats) : 1;
                    bytes.InsertRange(at, Enumerable.Repeat(fragment, repeats).SelectMany(part => part));
                    break;
            }
        }

        return [.. bytes];
    }
}
