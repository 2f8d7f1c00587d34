namespace Certificates.Core.Catalogue;

/// <summary>A direction (职业方向) of an occupation.</summary>
/// <param name="Number">方向序号, <c>01</c>–<c>99</c>; never used again for another.</param>
/// <param name="Name">As printed.</param>
/// <param name="Grades">The grades that know it: 机器人 has one for 初级 and 中级, none for 高级.</param>
public sealed record Direction(string Number, string Name, IReadOnlyList<Grade> Grades);
