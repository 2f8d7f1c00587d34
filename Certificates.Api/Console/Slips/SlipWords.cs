namespace Certificates.Api.Console.Slips;

/// <summary>Names the resources <c>SlipWords.resx</c> (Chinese) and <c>SlipWords.en.resx</c>: every word of the slips.</summary>
internal sealed class SlipWords;
