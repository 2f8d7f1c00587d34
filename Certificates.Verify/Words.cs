namespace Certificates.Verify;

/// <summary>Names the resources <c>Words.resx</c> (Chinese) and <c>Words.en.resx</c>: every word the pages say.</summary>
internal sealed class Words;
