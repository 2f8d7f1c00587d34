using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>Axe, put into a page once and asked as often as the page is looked at, for what is wrong alone.</summary>
internal static class Axe
{
    private static readonly string Script = Read();

    /// <summary>Puts it into the page that is open.</summary>
    public static Task EnterAsync(IPage page) => page.EvaluateAsync(Script);

    /// <summary>What is wrong, by every rule or by those alone that another look of the same page can break.</summary>
    public static Task<string[]> RunAsync(IPage page, bool isRepeated) => page.EvaluateAsync<string[]>(
        """
        async repeated => (await axe.run({ exclude: ['iframe'] }, {
            resultTypes: ['violations'],
            ...(repeated ? { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block', 'target-size'] } } : {}),
        })).violations.map(violation => `${violation.id}: ${violation.nodes.map(node => node.html.slice(0, 300)).join(' | ')}`)
        """,
        isRepeated);

    private static string Read()
    {
        using var stream = typeof(AxeResult).Assembly.GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd() + ";0";
    }
}
