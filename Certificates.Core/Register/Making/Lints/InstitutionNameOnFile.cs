namespace Certificates.Core.Register.Making.Lints;

/// <summary>The institution is printed by the name on file, which is also the name on its seal.</summary>
internal sealed class InstitutionNameOnFile : ICertificateLint
{
    public string Citation => "人社鉴发〔2021〕1号: the body's name equals the one on file";

    public Refusal? Check(CertificateDraft draft) => draft.Institution.Name.Trim().Length > 0
        ? null
        : new Refusal(RefusalCode.InstitutionNotAuthorised, null,
            "The directory holds no name of the institution for that day: ask the authority.",
            "名录中没有机构当日的名称，请联系主管部门。");
}
