namespace Certificates.Core;

/// <summary>The kinds of certificate under one coding rule; the value is the letter a number begins with.</summary>
public enum CertificateKind
{
    /// <summary>专业技术等级证书, issued by assessment institutions.</summary>
    Grade = 'Z',

    /// <summary>培训合格证书, issued by training institutions.</summary>
    Training = 'P',
}
