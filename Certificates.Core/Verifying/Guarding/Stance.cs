namespace Certificates.Core.Verifying.Guarding;

/// <summary>Whether a question is answered.</summary>
internal enum Stance
{
    /// <summary>It is.</summary>
    Answered,

    /// <summary>It is, without its ID number, which is compared with this certificate no more today.</summary>
    WithoutIdNumber,

    /// <summary>It is not, right or wrong: who asks used up what they have.</summary>
    Refused,

    /// <summary>It is once all three facts are given, right or wrong.</summary>
    AskedForThird,
}
