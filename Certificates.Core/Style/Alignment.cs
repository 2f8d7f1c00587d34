namespace Certificates.Core.Style;

/// <summary>Where a line stands towards its box or point.</summary>
internal enum Alignment
{
    /// <summary>Begins there.</summary>
    Left,

    /// <summary>Its middle is there.</summary>
    Centre,

    /// <summary>Ends there.</summary>
    Right,
}
