namespace Certificates.Core.Style;

/// <summary>A label in Chinese with its small English.</summary>
internal sealed record Label(string Chinese, string English);
