using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;
using Certificates.Core.Coding;
using Certificates.Core.Register;

namespace Certificates.Core.Verifying.Metadata;

/// <summary>
/// What GB/T 36903-2018 (电子证照 元数据规范) has said of an electronic licence, about one version of a certificate: personal data, for its
/// holder alone. The text of the standard was not to be had. The elements are those by which it is cited and used in public (证照标识,
/// 证照名称, 证照类型代码, 证照编号, 证照颁发机构 and 代码, 证照颁发日期, 有效期, 持证主体 and its codes), under the initials that licence systems give them;
/// <c>ZZLXMC</c>, <c>ZZBB</c>, <c>ZZZT</c> and <c>ZZBSSM</c>, the root and the namespace are names of our own.
/// </summary>
public sealed class LicenceMetadata
{
    /// <summary>The namespace of the XML.</summary>
    public const string Namespace = "urn:certificates:licence-metadata:1";

    /// <summary>The root of the XML: 电子证照元数据.</summary>
    public const string Root = "DZZZYSJ";

    /// <summary>公民身份号码 by the codes of 持证主体代码类型; those of other documents were not to be had.</summary>
    private const string ResidentIdCode = "111";

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
    };

    private readonly IReadOnlyList<(string Name, string Value)> _elements;

    private LicenceMetadata(string number, IReadOnlyList<(string Name, string Value)> elements) => (Number, _elements) = (number, elements);

    /// <summary>The certificate.</summary>
    public string Number { get; }

    /// <summary>An object whose members are the elements, as UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(
        new OrderedDictionary<string, string>(_elements.Select(each => KeyValuePair.Create(each.Name, each.Value)), StringComparer.Ordinal),
        Readable);

    /// <summary>The elements in their order below <see cref="Root"/>, as UTF-8.</summary>
    public byte[] ToXml()
    {
        using var file = new MemoryStream();
        using (var writer = XmlWriter.Create(file, new XmlWriterSettings { Indent = true, Encoding = new System.Text.UTF8Encoding(false) }))
        {
            writer.WriteStartElement(Root, Namespace);
            foreach (var (name, value) in _elements)
            {
                writer.WriteElementString(name, Namespace, value);
            }

            writer.WriteEndElement();
        }

        return file.ToArray();
    }

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(LicenceMetadata);

    /// <summary>Those of a version.</summary>
    /// <param name="version">The version, in force.</param>
    /// <param name="document">The holder's document as it is printed.</param>
    internal static LicenceMetadata Of(VersionRecord version, IdDocument document)
    {
        var isIdentified = LicenceIdentifier.TryParse(version.LicenceIdentifier, out var identifier);
        var issuedOn = version.IssuedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (string Name, string? Value)[] elements =
        [
            ("ZZBS", identifier?.Value),
            ("ZZBSSM", isIdentified && identifier!.Type != LicenceIdentifier.DemonstrationType ? null : Note(isIdentified)),
            ("ZZMC", version.Kind.Chinese()),
            ("ZZLXMC", version.Kind.Chinese()),
            ("ZZLXDM", identifier?.Type),
            ("ZZBH", version.PrintedNumber ?? version.Number),
            ("ZZBB", version.Version.ToString("000", CultureInfo.InvariantCulture)),
            ("ZZZT", Word(version.Status)),
            ("ZZBFJG", version.InstitutionName),
            ("ZZBFJGDM", LicenceIdentifier.IssuerOf(version.LicenceIdentifier)),
            ("ZZBFRQ", issuedOn),
            ("ZZYXQQSRQ", issuedOn), // 证照有效期截止日期 (ZZYXQJZRQ) is left out: a certificate has no end
            ("CZZT", version.Name),
            ("CZZTDM", document.Number),
            ("CZZTDMLX", document.Type == IdType.ResidentId ? "公民身份号码" : document.Type.Chinese()),
            ("CZZTDMLXDM", document.Type == IdType.ResidentId ? ResidentIdCode : null),
        ];
        return new LicenceMetadata(
            version.Number, [.. elements.Where(each => each.Value is not null).Select(each => (each.Name, each.Value!))]);
    }

    /// <summary>Why there is no 证照标识, or why it is none that the state knows.</summary>
    private static string Note(bool isIdentified) => isIdentified
        ? "示范数据：证照类型代码未经分配。 For demonstration: nobody assigned the licence type."
        : "未分配证照类型代码，故无证照标识。 No licence type was assigned, so there is no identifier.";

    private static string Word(CertificateStatus status) => status switch
    {
        CertificateStatus.Valid => "有效",
        CertificateStatus.Suspended => "核查中",
        CertificateStatus.Revoked => "已撤销",
        CertificateStatus.Cancelled => "已注销",
        CertificateStatus.Reserved => throw new InvalidOperationException("A reserved certificate was read for its holder."),
    };
}
