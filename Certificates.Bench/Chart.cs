using System.Globalization;
using System.Text;

namespace Certificates.Bench;

/// <summary>Curves over the size of a register, as SVG: one panel a measure, sizes from left to right, light and dark.</summary>
internal static class Chart
{
    private const int Width = 760, PanelHeight = 150, Left = 70, Right = 24, Top = 34, Bottom = 30;

    /// <summary>Draws panels below each other.</summary>
    /// <param name="sizes">The sizes, ascending.</param>
    /// <param name="panels">A title with its unit, and a value for each size.</param>
    /// <param name="note">What is said below.</param>
    public static string Draw(IReadOnlyList<int> sizes, IReadOnlyList<(string Title, IReadOnlyList<double> Values)> panels, string note)
    {
        var height = (panels.Count * (PanelHeight + Top + Bottom)) + 30;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{height}}" width="{{Width}}" height="{{height}}" font-family="system-ui, sans-serif" font-size="12">
            <style>
            .ground { fill: #fff } text { fill: #333 } .axis { stroke: #bbb } .curve { stroke: #1f5f8b; fill: none; stroke-width: 2 } .dot { fill: #1f5f8b }
            @media (prefers-color-scheme: dark) {
            .ground { fill: #16191d } text { fill: #d5dae0 } .axis { stroke: #4a525c } .curve { stroke: #7fb8de } .dot { fill: #7fb8de } }
            </style>
            <rect class="ground" width="{{Width}}" height="{{height}}"/>

            """);
        for (var i = 0; i < panels.Count; i++)
        {
            Panel(svg, sizes, panels[i].Title, panels[i].Values, i * (PanelHeight + Top + Bottom));
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{height - 12}\">{System.Security.SecurityElement.Escape(note)}</text>\n</svg>\n");
        return svg.ToString();
    }

    private static void Panel(StringBuilder svg, IReadOnlyList<int> sizes, string title, IReadOnlyList<double> values, int y)
    {
        var highest = values.Max() * 1.15;
        var points = sizes.Select((size, i) => (
            X: Left + ((Width - Left - Right) * (Math.Log10(size) - Math.Log10(sizes[0])) / Math.Max(1e-9, Math.Log10(sizes[^1]) - Math.Log10(sizes[0]))),
            Y: y + Top + (PanelHeight * (1 - (highest == 0 ? 0 : values[i] / highest))))).ToList();
        var ground = y + Top + PanelHeight;
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{y + 22}\" font-weight=\"600\">{System.Security.SecurityElement.Escape(title)}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" d=\"M{Left} {y + Top}V{ground}H{Width - Right}\" fill=\"none\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"curve\" d=\"M{string.Join('L', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#} {p.Y:0.#}")))}\"/>\n");
        for (var i = 0; i < points.Count; i++)
        {
            var anchor = i == 0 ? "start" : i == points.Count - 1 ? "end" : "middle";
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot\" cx=\"{points[i].X:0.#}\" cy=\"{points[i].Y:0.#}\" r=\"3.5\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{points[i].X:0.#}\" y=\"{points[i].Y - 9:0.#}\" text-anchor=\"{anchor}\">{Text(values[i])}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{points[i].X:0.#}\" y=\"{ground + 18}\" text-anchor=\"{anchor}\">{sizes[i]:N0}</text>\n");
        }
    }

    private static string Text(double value) => value.ToString(value < 1_000 ? "G4" : "N0", CultureInfo.InvariantCulture);
}
