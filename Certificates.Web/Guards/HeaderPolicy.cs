namespace Certificates.Web.Guards;

/// <summary>The headers that differ from service to service.</summary>
/// <param name="Content">The <c>Content-Security-Policy</c>.</param>
internal sealed record HeaderPolicy(string Content)
{
    /// <summary>
    /// Stands in <see cref="ReferenceContent"/> where the nonce of the answer goes; an answer that has one keeps it under this name.
    /// </summary>
    public const string Nonce = "{nonce}";

    /// <summary>The policy of the reference page, whose scripts and styles carry a nonce; null when it has the one of all pages.</summary>
    public string? ReferenceContent { get; init; }

    /// <summary>Headers beside those that every service writes.</summary>
    public IReadOnlyList<(string Name, string Value)> Further { get; init; } = [];
}

/// <summary>Marks an endpoint that has headers of its own in place of the policy's.</summary>
internal sealed record OwnHeaders(params IReadOnlyList<(string Name, string Value)> All);
