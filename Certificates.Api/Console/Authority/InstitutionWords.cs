using Certificates.Core.Catalogue;

namespace Certificates.Api.Console.Authority;

/// <summary>The words and tones of an institution's standing.</summary>
internal static class InstitutionWords
{
    public static string Of(InstitutionState state) => state switch
    {
        InstitutionState.Listed => "institutions.listed",
        InstitutionState.Frozen => "institutions.frozen",
        InstitutionState.Removed => "institutions.removed",
    };

    public static string Code(InstitutionState state) => state switch
    {
        InstitutionState.Listed => "listed",
        InstitutionState.Frozen => "frozen",
        InstitutionState.Removed => "removed",
    };

    public static string Tone(InstitutionState state) => state switch
    {
        InstitutionState.Listed => "issued",
        InstitutionState.Frozen => "review",
        InstitutionState.Removed => "rejected",
    };
}
