namespace Certificates.Api.Notices;

/// <summary>Names the resources <c>NoticeWords.resx</c> (Chinese) and <c>NoticeWords.en.resx</c>: every word of the public lists.</summary>
internal sealed class NoticeWords;
