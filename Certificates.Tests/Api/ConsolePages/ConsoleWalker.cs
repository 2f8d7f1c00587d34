using System.IO.Compression;
using System.Text;
using Certificates.Core.Access;
using Certificates.Tests.Verify;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>People of the console in real browsers.</summary>
internal static class ConsoleWalker
{
    /// <summary>Signs in as a new person, who has a password of their own and a second factor where the role has one.</summary>
    public static async Task<IPage> SignInAsync(
        RunningApi api, Chromium browser, ApiKeyRole role, string? institution, string language = "zh-CN", ColorScheme scheme = ColorScheme.Light,
        int width = 1280)
    {
        using var person = await ConsoleBrowser.SignedInAsync(api, role, role.IsOfInstitution() ? institution : null);
        return await SignInAsync(api, browser, person, language, scheme, width);
    }

    /// <summary>Signs in as a person who has been in before.</summary>
    public static async Task<IPage> SignInAsync(
        RunningApi api, Chromium browser, ConsoleBrowser person, string language, ColorScheme scheme, int width)
    {
        var page = await browser.OpenAsync(api.Address, language, scheme, width);
        await EnterAsync(page, person.Login, person.Password);
        if (person.Account.NeedsFactor)
        {
            await page.FillAsync("#code", person.CodeAt());
            await page.ClickAsync("main form button");
        }

        await Assertions.Expect(page.Locator("nav a[aria-current]")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>Gives login and password.</summary>
    public static async Task EnterAsync(IPage page, string login, string password)
    {
        await page.GotoAsync("/console");
        await page.FillAsync("#login", login);
        await page.FillAsync("#password", password);
        await page.ClickAsync("main form button");
    }

    /// <summary>Opens the form for results, chooses a file there and tries it.</summary>
    public static async Task TryAsync(IPage page, string name, byte[] file)
    {
        await page.GotoAsync("/console/batches/new");
        await page.SetInputFilesAsync("#file", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = file });
        await page.ClickAsync("main form .button");
    }

    /// <summary>The bytes of what a link of the page downloads.</summary>
    public static async Task<byte[]> DownloadAsync(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync(link));
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    /// <summary>A workbook in which somebody put one word in the place of another, in every cell that has it.</summary>
    public static byte[] Corrected(byte[] workbook, string wrong, string right)
    {
        using var stream = new MemoryStream();
        stream.Write(workbook);
        using (var book = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var part in book.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal)).ToList())
            {
                string text;
                using (var reader = new StreamReader(part.Open(), Encoding.UTF8))
                {
                    text = reader.ReadToEnd();
                }

                using var written = part.Open();
                written.SetLength(0);
                written.Write(Encoding.UTF8.GetBytes(text.Replace(wrong, right, StringComparison.Ordinal)));
            }
        }

        return stream.ToArray();
    }
}
