namespace Certificates.Api;

/// <summary>Names the resources <c>Words.resx</c> (Chinese) and <c>Words.en.resx</c>: every word the console says.</summary>
internal sealed class Words;
