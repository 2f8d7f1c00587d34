using Certificates.Core.Register;
using Microsoft.Playwright;
using QRCoder;

namespace Certificates.Tests.Verify.Scan;

/// <summary>What a person does on <c>/scan</c>.</summary>
internal static class ScanBrowser
{
    private const string Ready = "[data-held=offline]:text-matches('已就绪|^ready')";

    /// <summary>Visits the page and waits until it works without a network.</summary>
    public static async Task InstallAsync(this IPage page)
    {
        await page.GotoAsync("/scan");
        await page.ReadyAsync();
    }

    /// <summary>Waits until everything is held that the page wants to hold.</summary>
    public static Task ReadyAsync(this IPage page) => page.Locator(Ready).WaitForAsync();

    /// <summary>Takes the network away, and with it what the test answers in its place.</summary>
    public static async Task GoOfflineAsync(this IPage page)
    {
        await page.Context.UnrouteAllAsync();
        await page.Context.SetOfflineAsync(true);
    }

    /// <summary>Goes offline and opens the page anew.</summary>
    public static async Task ReopenOfflineAsync(this IPage page)
    {
        await page.GoOfflineAsync();
        await page.GotoAsync("/scan");
        await page.ReadyAsync();
    }

    /// <summary>Chooses a picture, and gives what the page says about it.</summary>
    public static async Task<ILocator> ChooseAsync(this IPage page, byte[] picture, string type = "image/png")
    {
        await page.Locator("#picture").SetInputFilesAsync(new FilePayload { Name = "picture", MimeType = type, Buffer = picture });
        return await page.AnswerAsync();
    }

    /// <summary>Pastes what a code says into the field for it.</summary>
    public static async Task<ILocator> EnterAsync(this IPage page, string text)
    {
        await page.Locator("#address").FillAsync(text);
        await page.Locator("form.address button").ClickAsync();
        return await page.AnswerAsync();
    }

    /// <summary>The verdict, or the sentence that there is none.</summary>
    private static async Task<ILocator> AnswerAsync(this IPage page)
    {
        var answer = page.Locator("[data-result] article, [data-say]:visible:not([data-say=reading], [data-say=judging], [data-say=aim])");
        await answer.First.WaitForAsync(new() { Timeout = 60_000 });
        return answer.First;
    }

    /// <summary>The page of an issued file as a PNG.</summary>
    public static async Task<byte[]> PictureOfAsync(VersionRecord version) =>
        await PictureOfAsync(await TestRegister.PdfOfAsync(version), "png", "-png", "-r", "150");

    /// <summary>The page of a file as a picture.</summary>
    public static async Task<byte[]> PictureOfAsync(byte[] pdf, string extension, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("scan-").FullName;
        try
        {
            var (file, page) = (Path.Combine(folder, "certificate.pdf"), Path.Combine(folder, "page"));
            await File.WriteAllBytesAsync(file, pdf);
            Tool.Run("pdftoppm", [.. options, "-singlefile", file, page]);
            return await File.ReadAllBytesAsync($"{page}.{extension}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A picture of a code that says something.</summary>
    public static byte[] CodeOf(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return picture.GetGraphic(4);
    }
}
