using System.Globalization;
using System.Security;
using System.Text;

namespace Certificates.Core.Pdf;

/// <summary>
/// The document's metadata (ISO 16684-1) with its claims: PDF/A-2a and PDF/UA-1. The pdfuaid schema is described in the packet,
/// because PDF/A knows only its own list of schemas (ISO 19005-2, 6.6.2.3).
/// </summary>
internal static class XmpPacket
{
    private static readonly CompositeFormat Form = CompositeFormat.Parse("""
        <?xpacket begin="{0}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
         xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
         xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
         xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
        <dc:format>application/pdf</dc:format>
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{1}</rdf:li></rdf:Alt></dc:title>
        <dc:creator><rdf:Seq><rdf:li>{2}</rdf:li></rdf:Seq></dc:creator>
        <dc:language><rdf:Bag><rdf:li>{4}</rdf:li></rdf:Bag></dc:language>
        <xmp:CreateDate>{3}</xmp:CreateDate>
        <xmp:ModifyDate>{3}</xmp:ModifyDate>
        <xmp:MetadataDate>{3}</xmp:MetadataDate>
        <pdfaid:part>2</pdfaid:part>
        <pdfaid:conformance>A</pdfaid:conformance>
        <pdfuaid:part>1</pdfuaid:part>
        <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
        </rdf:li></rdf:Seq></pdfaSchema:property>
        </rdf:li></rdf:Bag></pdfaExtension:schemas>
        </rdf:Description>
        </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="r"?>
        """);

    /// <summary>The packet as UTF-8; <paramref name="created"/> is written with its own offset.</summary>
    public static byte[] Create(string title, string creator, string language, DateTimeOffset created) =>
        Encoding.UTF8.GetBytes(string.Format(
            CultureInfo.InvariantCulture, Form, "\uFEFF", SecurityElement.Escape(title), SecurityElement.Escape(creator),
            created.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), language));

    /// <summary>The same packet with what readers use of it, written without a string in between.</summary>
    /// <param name="target">Where it is written.</param>
    /// <param name="title">The document's title, as in its information dictionary.</param>
    /// <param name="creator">Whose document it is.</param>
    /// <param name="language">Its language.</param>
    /// <param name="created">When it was made; written with its own offset.</param>
    public static void Write(PdfBuffer target, string title, string creator, string language, DateTimeOffset created)
    {
        target.Write("<?xpacket begin=\""u8);
        target.Write([0xEF, 0xBB, 0xBF]);
        target.Write("""
            " id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
             xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
             xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
             xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">
            """u8);
        WriteText(target, title);
        target.Write("</rdf:li></rdf:Alt></dc:title>\n<dc:creator><rdf:Seq><rdf:li>"u8);
        WriteText(target, creator);
        target.Write("</rdf:li></rdf:Seq></dc:creator>\n<dc:language><rdf:Bag><rdf:li>"u8);
        WriteText(target, language);
        target.Write("</rdf:li></rdf:Bag></dc:language>\n<xmp:CreateDate>"u8);
        WriteText(target, created.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        target.Write("""
            </xmp:CreateDate>
            <pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
            <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
            <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
            <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
            <pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
            <pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
            </rdf:li></rdf:Bag></pdfaExtension:schemas>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """u8);
    }

    private static void WriteText(PdfBuffer target, string text)
    {
        var escaped = SecurityElement.Escape(text);
        target.Advance(Encoding.UTF8.GetBytes(escaped, target.GetSpan(Encoding.UTF8.GetMaxByteCount(escaped.Length))));
    }
}
