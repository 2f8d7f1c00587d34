namespace Certificates.Core.Style;

/// <summary>The two hands of the unified style.</summary>
internal enum Typeface
{
    /// <summary>楷体: what is filled in.</summary>
    Kai,

    /// <summary>宋体: titles, labels and all English.</summary>
    Song,
}
