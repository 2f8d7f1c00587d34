using System.Net;

namespace Certificates.Tests.Signing;

/// <summary>A port of the machine behind which an authority of the tests answers, one question after the other.</summary>
internal sealed class AuthorityPort : IDisposable
{
    private readonly HttpListener _listener = new();
    private Task _serving = Task.CompletedTask;

    public string Url { get; } = $"{FreePort.Address()}/";

    /// <summary>False while it answers 503.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>How often it was asked, while it was down too.</summary>
    public int Asked { get; private set; }

    /// <summary>Answers from now on.</summary>
    public void Open(Func<HttpListenerContext, Task> answer)
    {
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    public void Dispose()
    {
        _listener.Stop();
        Assert.That(_serving.Wait(TimeSpan.FromSeconds(20)), Is.True);
        ((IDisposable)_listener).Dispose();
    }

    private async Task ServeAsync(Func<HttpListenerContext, Task> answer)
    {
        while (_listener.IsListening)
        {
            try
            {
                var asked = await _listener.GetContextAsync();
                Asked++;
                if (IsUp)
                {
                    await answer(asked);
                }
                else
                {
                    asked.Response.StatusCode = 503;
                }

                asked.Response.Close();
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException)
            {
                // Who asked does not want it any more, or the port was closed.
            }
        }
    }
}
