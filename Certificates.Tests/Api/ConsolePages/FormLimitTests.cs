extern alias Api;

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Api::Certificates.Api.Console;
using Certificates.Core.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>What is posted to the console is small and prompt, before anybody has signed in and behind it.</summary>
internal sealed class FormLimitTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private static RunningApi Api => SharedApi.Running;

    private static RouteEndpoint[] Posts =>
    [
        .. Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST", StringComparer.Ordinal) == true),
    ];

    [Test]
    public void EveryForm_IsReadInTime_AndIsShort_OrTakesFiles()
    {
        var forms = Posts.Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith("console", StringComparison.Ordinal)).ToArray();
        var withFiles = forms.Where(route => route.Metadata.GetMetadata<PromptForms.Mark>() is not { TakesFiles: false })
            .Select(route => route.RoutePattern.RawText!.Split('/')[^1]);

        Assert.That(forms, Has.Length.GreaterThan(40));
        Assert.That(withFiles, Is.EquivalentTo(
            new[] { "try", "correction", "suspension", "restoration", "revocation", "cancellation", "recall", "recall" }));
        Assert.That(forms, Is.All.Matches<RouteEndpoint>(route => route!.Metadata.GetMetadata<RequestSizeLimitAttribute>() is not null));
        Assert.That(forms.Where(route => route.Metadata.GetMetadata<PromptForms.Mark>() is null).Select(route => route.RoutePattern.RawText), Is.EqualTo(new[] { "/console/batches/try" }), "it reads what it takes itself");
    }

    [Test]
    public void EveryPostOfAnybody_IsAFormOfTheConsole() => Assert.That(
        Posts.Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null || route.Metadata.GetMetadata<IAuthorizeData>() is null),
        Is.All.Matches<RouteEndpoint>(route => route!.Metadata.GetMetadata<PromptForms.Mark>() is { TakesFiles: false }));

    [TestCase("/console/sign-in", Form, 413)]
    [TestCase("/console/sign-in", "multipart/form-data; boundary=b", 415)]
    public async Task Form_OfAnybody_OfSixtyMegabytes_IsRefusedAfterItsBeginning(string path, string type, int expected)
    {
        var (status, sent) = await SendUntilAnsweredAsync(path, type, 60 << 20);
        Assert.That(status, Is.EqualTo(expected));

        // what the sockets of both sides hold is on its way before anybody can refuse it
        Assert.That(sent, Is.LessThan(20 << 20));
    }

    [Test]
    public async Task FormWithAFile_WherePagesAskForNone_Is415()
    {
        using var person = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        foreach (var path in (string[])["/console/sign-in", "/console/me/password", "/console/certificates"])
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[100]), "file", "a.bin" } };
            using var answer = await person.Client.PostAsync(new Uri(path, UriKind.Relative), form);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType), path);
        }
    }

    [Test]
    public async Task Form_ThatDoesNotEnd_IsGivenUp()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var api = await RunningApi.StartAsync(clock);
        using var client = new TcpClient();
        await client.ConnectAsync(api.Address.Host, api.Address.Port);
        var head = $"POST /console/sign-in HTTP/1.1\r\nHost: {api.Address.Authority}\r\nContent-Type: {Form}\r\nContent-Length: 1000\r\n\r\nlogin=";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        var answer = client.GetStream().ReadAsync(new byte[1]).AsTask();
        for (var i = 0; i < 200 && !answer.IsCompleted; i++)
        {
            await Task.Delay(20);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(answer.IsCompleted, Is.True, "the server waits for ever");
    }

    private static async Task<(int Status, long Sent)> SendUntilAnsweredAsync(string path, string type, long length)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Api.Address.Host, Api.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {Api.Address.Authority}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n\r\nlogin="));
        var (sent, piece) = (0L, new byte[64 * 1024]);
        Array.Fill(piece, (byte)'x');
        try
        {
            while (sent < length && client.Available == 0)
            {
                await stream.WriteAsync(piece);
                sent += piece.Length;
                await Task.Yield();
            }
        }
        catch (IOException)
        {
            // the server has closed its side; its answer is there
        }

        var answer = new byte[64];
        var count = await stream.ReadAsync(answer);
        return (int.Parse(Encoding.ASCII.GetString(answer, 0, count).Split(' ')[1], CultureInfo.InvariantCulture), sent);
    }
}
