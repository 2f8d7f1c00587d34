namespace Certificates.Web;

/// <summary>
/// Names the resources <c>Words.resx</c> (Chinese) and <c>Words.en.resx</c>: what the layout itself says. Each service has its own beside
/// it.
/// </summary>
internal sealed class Words;
