using Certificates.Core;
using Microsoft.Extensions.Primitives;

namespace Certificates.Api.Batches;

/// <summary>The header <c>Idempotency-Key</c>: at most 200 visible ASCII characters, once.</summary>
internal static class IdempotencyKey
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 200;

    /// <summary>Reads it.</summary>
    /// <param name="header">The header's values.</param>
    /// <param name="key">The key; null when none was sent.</param>
    /// <returns>Null, or what is wrong with it.</returns>
    public static Refusal? Read(StringValues header, out string? key)
    {
        key = header.Count == 0 ? null : header[0];
        return key is null || (header.Count == 1 && key.Length is > 0 and <= MaxLength && key.All(c => c is > ' ' and <= '~'))
            ? null
            : new Refusal(RefusalCode.IdempotencyKeyInvalid, Header,
                $"{Header} is sent once, with 1 to {MaxLength} visible ASCII characters.",
                $"{Header} 只能发送一次，长度为 1 至 {MaxLength} 个可见 ASCII 字符。");
    }
}
