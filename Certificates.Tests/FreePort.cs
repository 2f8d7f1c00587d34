using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Certificates.Tests;

/// <summary>
/// Ports of this machine nobody listens on. They lie below those that systems hand out by themselves, so that no connection of
/// a test beside takes one before the process is up that is to listen there.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 10_000;
    private static int _last = RandomNumberGenerator.GetInt32(Count);

    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // somebody is there: the next
            }
        }
    }

    /// <summary>An address with such a port.</summary>
    public static string Address() => $"http://127.0.0.1:{Next()}";
}
