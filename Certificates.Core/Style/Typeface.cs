namespace Certificates.Core.Style;

/// <summary>The hands of the unified style.</summary>
internal enum Typeface
{
    /// <summary>楷体: what is filled in.</summary>
    Kai,

    /// <summary>宋体: titles, labels and all English.</summary>
    Song,

    /// <summary>等宽: numbers, in which 0 and O, 1 and I must not be taken for each other.</summary>
    Mono,
}
