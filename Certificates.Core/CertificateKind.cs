namespace Certificates.Core;

/// <summary>The kinds of certificate under one coding rule; the value is the letter a number begins with.</summary>
public enum CertificateKind
{
    /// <summary>专业技术等级证书, issued by assessment institutions.</summary>
    Grade = 'Z',

    /// <summary>培训合格证书, issued by training institutions.</summary>
    Training = 'P',
}

/// <summary>The words a kind goes by on pages and in JSON.</summary>
public static class CertificateKinds
{
    /// <summary>The code in JSON: grade, training.</summary>
    public static string Code(this CertificateKind kind) => kind switch
    {
        CertificateKind.Grade => "grade",
        CertificateKind.Training => "training",
    };

    /// <summary>专业技术等级证书 or 培训合格证书.</summary>
    public static string Chinese(this CertificateKind kind) => kind switch
    {
        CertificateKind.Grade => "专业技术等级证书",
        CertificateKind.Training => "培训合格证书",
    };

    /// <summary>The English title.</summary>
    public static string English(this CertificateKind kind) => kind switch
    {
        CertificateKind.Grade => "Certificate of Professional Technical Grade",
        CertificateKind.Training => "Certificate of Training Completion",
    };

    /// <summary>The letter a number begins with, as the register keeps it.</summary>
    public static string Letter(this CertificateKind kind) => ((char)kind).ToString();

    /// <summary>Reads a code of JSON.</summary>
    public static bool TryParse(string? code, out CertificateKind kind)
    {
        foreach (var candidate in Enum.GetValues<CertificateKind>())
        {
            if (candidate.Code() == code)
            {
                kind = candidate;
                return true;
            }
        }

        kind = default;
        return false;
    }
}
