namespace Certificates.Core.Style;

/// <summary>What an annotated copy (加注件) says of itself across the page, which else is the certificate's own.</summary>
/// <param name="Purpose">What it is for, of a closed list.</param>
/// <param name="Words">What the holder adds in their own words; may be empty. Every character passed <see cref="IGlyphCoverage"/>.</param>
/// <param name="EndsOn">The last day it is good on, China Standard Time.</param>
internal sealed record CopyNote(Label Purpose, string Words, DateOnly EndsOn)
{
    /// <summary>Never prints what somebody wrote.</summary>
    public override string ToString() => nameof(CopyNote);
}
