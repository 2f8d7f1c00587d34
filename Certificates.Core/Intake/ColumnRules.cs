namespace Certificates.Core.Intake;

/// <summary>What a column takes, as a note at its heading tells a clerk in Chinese, and an example of it.</summary>
public static class ColumnRules
{
    /// <summary>The rule in one or two sentences.</summary>
    public static string Rule(this ResultsColumn column) => (ResultsForm.IsRequired(column) ? "必填。" : "选填。") + (column switch
    {
        ResultsColumn.CandidateNumber => $"不超过 {CandidateNumbers.MaxLength} 个字符，同一文件内不得重复。",
        ResultsColumn.Name => "与证件一致。少数民族姓名用间隔号“·”，不加空格。",
        ResultsColumn.IdType => "请从下拉列表中选择。",
        ResultsColumn.IdNumber => "按证件填写。本列须为文本格式；显示成 9.9E+17 的，末几位已丢失，须重新填写。",
        ResultsColumn.OccupationCode => "请从下拉列表中选择；代码对应的职业见“示例”表。",
        ResultsColumn.Direction => "该职业该等级有方向的必填，请从下拉列表中选择；没有方向的留空。",
        ResultsColumn.Grade => "初级、中级或高级，请从下拉列表中选择。",
        ResultsColumn.TheoryScore or ResultsColumn.AbilityScore => "0 至 100，最多两位小数。",
        ResultsColumn.AssessedOn or ResultsColumn.IssuedOn => "格式如 2026-04-25 或 2026年4月25日；不得晚于今天。",
        ResultsColumn.Photo => "照片压缩包中的文件名。留空时，以证件号码或准考证号命名的照片自动对应。JPEG，295×413 或 358×441 像素，不超过 200 KB。",
        ResultsColumn.TrainingCertificate => "本等级所依据的培训合格证书编号；没有的留空。",
        ResultsColumn.HoursCompleted => "实际完成的学时数。",
        ResultsColumn.HoursRequired => "规定的学时数，大于 0。",
        ResultsColumn.StartedOn => "培训开始的日期，与结业日期、学时一起印在证书上；格式如 2026-03-02。",
        ResultsColumn.FinalTest => "填“是”或“否”，请从下拉列表中选择。",
        ResultsColumn.Number => "证书上印的编号，4 至 64 个字符，原样填写，同一文件内不得重复。",
    });

    /// <summary>An example that is right; ID numbers of people who do not exist.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isSecond">False for the first example, true for another.</param>
    public static string Example(this ResultsColumn column, bool isSecond) => column switch
    {
        ResultsColumn.CandidateNumber => isSecond ? "K2026002" : "K2026001",
        ResultsColumn.Name => isSecond ? "古丽·阿不都" : "王芳",
        ResultsColumn.IdType => (isSecond ? IdType.Passport : IdType.ResidentId).Chinese(),
        ResultsColumn.IdNumber => isSecond ? "E12345678" : "991643199201143758",
        ResultsColumn.OccupationCode => "2-02-38-04",
        ResultsColumn.Direction => "云计算运维",
        ResultsColumn.Grade => (isSecond ? Grade.Senior : Grade.Intermediate).Chinese(),
        ResultsColumn.TheoryScore => isSecond ? "88.5" : "73",
        ResultsColumn.AbilityScore => isSecond ? "90" : "61.5",
        ResultsColumn.AssessedOn => "2026-04-25",
        ResultsColumn.IssuedOn => "2026-05-20",
        ResultsColumn.Photo => isSecond ? "" : "K2026001.jpg",
        ResultsColumn.TrainingCertificate => "",
        ResultsColumn.HoursCompleted => isSecond ? "82" : "80",
        ResultsColumn.HoursRequired => "80",
        ResultsColumn.StartedOn => "2026-03-02",
        ResultsColumn.FinalTest => "是",
        ResultsColumn.Number => isSecond ? "粤人社证字第20210002号" : "粤人社证字第20210001号",
    };
}
