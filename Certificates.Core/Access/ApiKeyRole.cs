namespace Certificates.Core.Access;

/// <summary>What a key may do; a key has one role.</summary>
public enum ApiKeyRole
{
    /// <summary>One institution: sends results, reads, asks for changes.</summary>
    Operator,

    /// <summary>One institution: all an operator may, and decides what another key sent or asked for.</summary>
    Approver,

    /// <summary>Reads all; directories, keys, life cycle; sends no results.</summary>
    Authority,

    /// <summary>Reads all, writes nothing.</summary>
    Auditor,

    /// <summary>Checks lists on the verification site; nothing on the issuing one.</summary>
    Checker,
}

/// <summary>The words of roles.</summary>
public static class ApiKeyRoles
{
    /// <summary>The code of the contract: the name in lower case.</summary>
    public static string Code(this ApiKeyRole role) => role switch
    {
        ApiKeyRole.Operator => "operator",
        ApiKeyRole.Approver => "approver",
        ApiKeyRole.Authority => "authority",
        ApiKeyRole.Auditor => "auditor",
        ApiKeyRole.Checker => "checker",
    };

    /// <summary>True for a role that acts for one institution.</summary>
    public static bool IsOfInstitution(this ApiKeyRole role) => role is ApiKeyRole.Operator or ApiKeyRole.Approver;

    /// <summary>Reads a code.</summary>
    public static bool TryParse(string? code, out ApiKeyRole role) =>
        Enum.TryParse(code, ignoreCase: true, out role) && role.Code() == code;
}
