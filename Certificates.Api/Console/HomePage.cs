using System.Text.Encodings.Web;

namespace Certificates.Api.Console;

/// <summary><c>/</c>: what this is and where to go.</summary>
internal static class HomePage
{
    private const string Page = """
        <!doctype html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>专业技术等级证书签发 · Certificate issuing</title>
        <style>
        :root { color-scheme: light dark; --ink: #1f2328; --paper: #fffdf9; --red: #9d2a2f; --line: #a8843a }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8e4dc; --paper: #1b1a18; --red: #e58a8e } }
        body { margin: 0 auto; max-width: 40rem; padding: 2rem 1rem; color: var(--ink); background: var(--paper);
          font: 1rem/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui }
        h1 { margin: 0; font-size: 1.5rem; color: var(--red) }
        h1 + p { margin: 0 0 1.5rem; padding-bottom: 1rem; border-bottom: 1px solid var(--line) }
        a { display: inline-block; min-height: 2.75rem; line-height: 2.75rem; color: var(--red) }
        dd { margin: 0 0 .5rem }
        </style>
        </head>
        <body>
        <main>
        <h1>专业技术等级证书签发</h1>
        <p lang="en">Issuing of professional technical grade certificates</p>
        <p>评价机构在此报送考核结果，合格者的证书即行签发：带电子签名的 PDF，附二维码，可供任何人查验。</p>
        <p lang="en">Assessment institutions send their results here; those who passed get a signed PDF with a QR code that anyone can check.</p>
        <dl>
        <dt><a href="/docs">接口说明 · <span lang="en">API reference</span></a></dt>
        <dd>报送结果、查看批次、下载证书。<span lang="en">Send results, follow batches, fetch certificates.</span></dd>
        <dt><a href="/openapi/v1.json">OpenAPI</a></dt>
        <dd>供程序读取的接口描述。<span lang="en">The same for programs.</span></dd>
        <dt><a href="{verification}">证书查验 · <span lang="en">Check a certificate</span></a></dt>
        <dd>面向公众的查验网站。<span lang="en">The public verification site.</span></dd>
        </dl>
        </main>
        </body>
        </html>
        """;

    public static void MapHomePage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", (IConfiguration settings) => TypedResults.Content(
                Page.Replace("{verification}", HtmlEncoder.Default.Encode(settings["Verification:BaseUrl"] ?? "/"),
                    StringComparison.Ordinal),
                "text/html; charset=utf-8"))
            .ExcludeFromDescription();
}
