namespace Certificates.Api.Console.Certificates;

/// <summary>A correction as it was typed.</summary>
/// <param name="Name">姓名.</param>
/// <param name="IdType">Code of 证件类型.</param>
/// <param name="IdNumber">证件号码.</param>
/// <param name="Category">Code of the category.</param>
public sealed record AskedCorrection(string? Name, string? IdType, string? IdNumber, string? Category)
{
    /// <summary>Never prints what was typed.</summary>
    public override string ToString() => nameof(AskedCorrection);
}
